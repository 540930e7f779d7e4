using System.Buffers.Binary;

namespace Tiphys.Kubelet.Streaming.Spdy;

/// <content>Flow control (section 2.6.8), for each stream and for the connection as stream 0.</content>
internal sealed partial class SpdyConnection
{
    private const uint InitialWindowSetting = 7;

    private readonly SendWindow _window = new(InitialWindow);

    // Guards the queue of updates: they are written one after another, off the readers' path.
    private readonly Lock _updateLock = new();
    private Task _updates = Task.CompletedTask;
    private int _unacknowledged;

    private long _initialWindow = InitialWindow;
    private bool _streamsHaveWindows;

    /// <summary>Takes room in the windows of the stream and of the connection.</summary>
    internal async ValueTask<int> TakeWindowAsync(SpdyStream stream, int wanted, CancellationToken cancellationToken)
    {
        var granted = await stream.Window.TakeAsync(wanted, cancellationToken);
        var shared = await _window.TakeAsync(granted, cancellationToken);
        if (shared < granted)
        {
            stream.Window.Return(granted - shared);
        }

        return shared;
    }

    /// <summary>Gives room for so many bytes back to the client; stream 0 is the connection.</summary>
    internal void QueueWindowUpdate(uint streamId, int count)
    {
        lock (_updateLock)
        {
            _updates = UpdateAsync(_updates, streamId, count);
        }
    }

    // Only the reading loop comes here.
    private void Arrived(int count)
    {
        _unacknowledged += count;
        if (_unacknowledged >= InitialWindow / 2)
        {
            QueueWindowUpdate(0, _unacknowledged);
            _unacknowledged = 0;
        }
    }

    private async Task UpdateAsync(Task before, uint streamId, int count)
    {
        await before;
        try
        {
            await SendWindowUpdateAsync(streamId, count, Closed);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading loop sees the same and ends the connection.
        }
    }

    private async Task OpenWindowAsync(uint streamId, uint delta)
    {
        if (streamId == 0)
        {
            if (!_window.Open(delta))
            {
                throw new StreamProtocolException("the connection's window overflows");
            }

            return;
        }

        _streamsHaveWindows = true;
        foreach (var each in _streams.Values)
        {
            each.Window.Enforce();
        }

        if (_streams.TryGetValue(streamId, out var stream) && !stream.Window.Open(delta))
        {
            await SendResetAsync(streamId, SpdyResetStatus.FlowControlError, Closed);
            Forget(stream);
            stream.GiveUp();
        }
    }

    private void ApplySettings(ReadOnlySpan<byte> body)
    {
        var count = BinaryPrimitives.ReadUInt32BigEndian(body);
        var entries = body[4..];
        if (count > (uint)entries.Length / 8)
        {
            throw new StreamProtocolException("a settings frame is cut off");
        }

        for (var i = 0; i < count; i++, entries = entries[8..])
        {
            if ((BinaryPrimitives.ReadUInt32BigEndian(entries) & 0xffffff) == InitialWindowSetting)
            {
                ChangeInitialWindow(BinaryPrimitives.ReadUInt32BigEndian(entries[4..]) & 0x7fff_ffff);
            }
        }
    }

    private void ChangeInitialWindow(long size)
    {
        var delta = size - _initialWindow;
        _initialWindow = size;
        _streamsHaveWindows = true;
        foreach (var stream in _streams.Values)
        {
            stream.Window.Shift(delta);
            stream.Window.Enforce();
        }
    }

    private SpdyStream NewStream(uint id, IReadOnlyDictionary<string, string> headers)
    {
        var stream = new SpdyStream(this, id, headers, _initialWindow);
        if (_streamsHaveWindows)
        {
            stream.Window.Enforce();
        }

        return stream;
    }
}
