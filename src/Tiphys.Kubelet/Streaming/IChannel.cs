namespace Tiphys.Kubelet.Streaming;

/// <summary>One of the byte channels that share a connection: a stream of SPDY, or a numbered channel of a WebSocket.</summary>
internal interface IChannel
{
    /// <summary>What the peer sends. It ends when the peer has closed its half or has gone.</summary>
    Stream Input { get; }

    /// <summary>Sends to the peer; waits while the peer does not take it.</summary>
    /// <exception cref="IOException">The peer has gone or has given this channel up.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Tells the peer that nothing more comes, where the protocol has a sign for that.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>A connection that several channels share.</summary>
internal interface IChannelConnection : IAsyncDisposable
{
    /// <summary>Signalled once the peer has gone.</summary>
    CancellationToken Closed { get; }

    /// <summary>Says goodbye and waits a moment for the peer to hang up, so that it gets what was sent before.</summary>
    Task FinishAsync(CancellationToken cancellationToken);
}
