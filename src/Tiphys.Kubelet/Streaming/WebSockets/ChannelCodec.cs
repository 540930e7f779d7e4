namespace Tiphys.Kubelet.Streaming.WebSockets;

/// <summary>How a subprotocol puts channels into messages.</summary>
/// <param name="Name">Name of the subprotocol; empty when the client asks for none.</param>
/// <param name="Base64">Text messages in base64, the channel a digit; else binary messages, the channel a byte.</param>
/// <param name="StructuredStatus">The error channel carries a Status in JSON, else its message alone and nothing on success.</param>
/// <param name="ClosesChannels">The client may close one channel: message 255, then the channel (version 5).</param>
internal sealed record ChannelCodec(string Name, bool Base64, bool StructuredStatus, bool ClosesChannels)
{
    /// <summary>First byte of a message that closes a channel.</summary>
    public const byte CloseSignal = 255;

    private static readonly ChannelCodec Plain = new("", false, false, false);
    private static readonly ChannelCodec V4 = new("v4.channel.k8s.io", false, true, false);
    private static readonly ChannelCodec V4Base64 = new("v4.base64.channel.k8s.io", true, true, false);

    /// <summary>For exec and attach.</summary>
    public static IReadOnlyList<ChannelCodec> RemoteCommand { get; } =
    [
        Plain,
        new("channel.k8s.io", false, false, false),
        new("base64.channel.k8s.io", true, false, false),
        V4,
        V4Base64,
        new("v5.channel.k8s.io", false, true, true),
    ];

    /// <summary>For port-forward.</summary>
    public static IReadOnlyList<ChannelCodec> PortForward { get; } = [Plain, V4, V4Base64];
}
