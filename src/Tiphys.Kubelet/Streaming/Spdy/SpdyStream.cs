namespace Tiphys.Kubelet.Streaming.Spdy;

/// <summary>A stream that the client opened.</summary>
internal sealed class SpdyStream : IChannel
{
    private readonly SpdyConnection _connection;
    private readonly ChannelInput _input;
    private readonly CancellationTokenSource _reset = new();
    private int _unacknowledged;
    private bool _outputEnded;

    internal SpdyStream(SpdyConnection connection, uint id, IReadOnlyDictionary<string, string> headers, long window)
    {
        _connection = connection;
        _input = new ChannelInput(Consumed);
        Id = id;
        Headers = headers;
        Window = new SendWindow(window);
    }

    public uint Id { get; }

    /// <summary>What the client said of the stream; names without case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public Stream Input => _input;

    internal SendWindow Window { get; }

    /// <summary>True once both halves are closed.</summary>
    internal bool IsOver => InputEnded && _outputEnded;

    internal bool InputEnded { get; private set; }

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _reset.Token, _connection.Closed);
        try
        {
            while (data.Length > 0)
            {
                var count = await _connection.TakeWindowAsync(this, Math.Min(data.Length, SpdyConnection.MaxDataBytes), either.Token);
                await _connection.SendDataAsync(Id, data[..count], fin: false, either.Token);
                data = data[count..];
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the client has closed the stream");
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_outputEnded || _reset.IsCancellationRequested)
        {
            return;
        }

        _outputEnded = true;
        await _connection.SendDataAsync(Id, default, fin: true, cancellationToken);
        _connection.ForgetIfOver(this);
    }

    /// <summary>Gives the stream up in both directions. Nobody may be reading from it any more.</summary>
    public async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        if (_reset.IsCancellationRequested)
        {
            return;
        }

        _outputEnded = true;
        _input.Dispose();
        _connection.Forget(this);
        await _reset.CancelAsync();
        await _connection.SendResetAsync(Id, SpdyResetStatus.Cancel, cancellationToken);
    }

    internal ValueTask PushAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => _input.PushAsync(data, cancellationToken);

    internal void EndInput()
    {
        if (!InputEnded)
        {
            InputEnded = true;
            _input.End();
        }
    }

    /// <summary>The client has reset the stream, or the connection is over: what it sent before can still be read.</summary>
    internal void GiveUp()
    {
        EndInput();
        _outputEnded = true;
        _reset.Cancel();
    }

    private void Consumed(int count)
    {
        // Half a window at a time keeps the client sending without a frame for each read.
        var total = Interlocked.Add(ref _unacknowledged, count);
        if (total >= SpdyConnection.InitialWindow / 2 && !InputEnded && Interlocked.CompareExchange(ref _unacknowledged, 0, total) == total)
        {
            _connection.QueueWindowUpdate(Id, total);
        }
    }
}
