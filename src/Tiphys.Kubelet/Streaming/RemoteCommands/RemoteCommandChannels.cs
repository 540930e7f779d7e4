namespace Tiphys.Kubelet.Streaming.RemoteCommands;

/// <summary>The channels of an exec or attach, whatever protocol carries them.</summary>
internal sealed record RemoteCommandChannels
{
    public required IChannelConnection Connection { get; init; }

    public IChannel? Stdin { get; init; }

    public IChannel? Stdout { get; init; }

    public IChannel? Stderr { get; init; }

    /// <summary>Gets the outcome at the end.</summary>
    public required IChannel Error { get; init; }

    /// <summary>Sizes of the client's terminal.</summary>
    public IChannel? Resize { get; init; }

    /// <summary>The outcome is a Status in JSON; else a message, and nothing when all went well (before version 4).</summary>
    public required bool StructuredStatus { get; init; }
}
