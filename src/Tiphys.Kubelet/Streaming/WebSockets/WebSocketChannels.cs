using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;

namespace Tiphys.Kubelet.Streaming.WebSockets;

/// <summary>Numbered channels over one WebSocket: the first byte of a message says whose it is (<c>channel.k8s.io</c>).</summary>
internal sealed class WebSocketChannels : IChannelConnection
{
    private const int MaxDataBytes = 32 * 1024;
    private const int MaxBase64Bytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly ChannelCodec _codec;
    private readonly TimeProvider _clock;
    private readonly Channel[] _channels;
    private readonly CancellationTokenSource _closed = new();

    // Held for one message.
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Task _reading;

    /// <param name="socket">The connection; stays the caller's.</param>
    /// <param name="codec">The subprotocol.</param>
    /// <param name="clock">Measures the goodbye.</param>
    /// <param name="inputs">For each channel whether the client sends on it; what it sends on others is dropped.</param>
    public WebSocketChannels(WebSocket socket, ChannelCodec codec, TimeProvider clock, params ReadOnlySpan<bool> inputs)
    {
        (_socket, _codec, _clock) = (socket, codec, clock);
        _channels = new Channel[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            _channels[i] = new Channel(this, (byte)i, inputs[i]);
        }

        _reading = Task.Run(ReadAllAsync);
    }

    public CancellationToken Closed => _closed.Token;

    public IChannel this[int number] => _channels[number];

    /// <summary>Ends when the client has gone.</summary>
    public Task Completion => _reading;

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var channel in _channels)
        {
            channel.Input.Dispose();
        }

        try
        {
            await _writing.WaitAsync(cancellationToken);
            try
            {
                if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
                }
            }
            finally
            {
                _writing.Release();
            }

            await _reading.WaitAsync(Linger, _clock, cancellationToken);
        }
        catch (Exception error) when (error is WebSocketException or IOException or TimeoutException)
        {
            // The client hung up first, or does not want to: either way this is the end.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        foreach (var channel in _channels)
        {
            channel.Input.Dispose();
        }

        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReadAllAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxDataBytes + 1);
        try
        {
            while (await ReadMessageAsync(buffer))
            {
            }
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException)
        {
            // The client has gone or talks nonsense; its channels end here in both cases.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await _closed.CancelAsync();
            foreach (var channel in _channels)
            {
                channel.EndInput();
            }
        }
    }

    private async Task<bool> ReadMessageAsync(byte[] buffer)
    {
        var piece = await _socket.ReceiveAsync(buffer.AsMemory(), Closed);
        if (piece.MessageType == WebSocketMessageType.Close)
        {
            return false;
        }

        while (piece.Count == 0 && !piece.EndOfMessage)
        {
            piece = await _socket.ReceiveAsync(buffer.AsMemory(), Closed);
        }

        return piece.Count == 0
            || (_codec.Base64 ? await ReadTextAsync(buffer, piece)
            : _codec.ClosesChannels && buffer[0] == ChannelCodec.CloseSignal ? await ReadCloseAsync(buffer, piece)
            : await ReadBinaryAsync(buffer, piece));
    }

    private async Task<bool> ReadBinaryAsync(byte[] buffer, ValueWebSocketReceiveResult piece)
    {
        var channel = buffer[0] < _channels.Length ? _channels[buffer[0]] : null;
        var start = 1;
        while (true)
        {
            if (channel is not null)
            {
                await channel.PushAsync(buffer.AsMemory(start, piece.Count - start), Closed);
            }

            if (piece.EndOfMessage)
            {
                return true;
            }

            start = 0;
            piece = await _socket.ReceiveAsync(buffer.AsMemory(), Closed);
        }
    }

    private async Task<bool> ReadCloseAsync(byte[] buffer, ValueWebSocketReceiveResult piece)
    {
        var message = await WholeAsync(buffer, piece, 16);
        if (message.Length != 2 || message[1] >= _channels.Length)
        {
            return false;
        }

        _channels[message[1]].EndInput();
        return true;
    }

    private async Task<bool> ReadTextAsync(byte[] buffer, ValueWebSocketReceiveResult piece)
    {
        var message = await WholeAsync(buffer, piece, MaxBase64Bytes);
        var number = message[0] - '0';
        if (number < 0 || number >= _channels.Length)
        {
            return true;
        }

        var text = message.AsMemory(1);
        if (Base64.DecodeFromUtf8InPlace(text.Span, out var length) == OperationStatus.Done)
        {
            await _channels[number].PushAsync(text[..length], Closed);
        }

        return true;
    }

    private async Task<byte[]> WholeAsync(byte[] buffer, ValueWebSocketReceiveResult piece, int limit)
    {
        var message = new MemoryStream();
        message.Write(buffer, 0, piece.Count);
        while (!piece.EndOfMessage)
        {
            piece = await _socket.ReceiveAsync(buffer.AsMemory(), Closed);
            message.Write(buffer, 0, piece.Count);
            if (message.Length > limit)
            {
                throw new StreamProtocolException("a message is too large");
            }
        }

        return message.ToArray();
    }

    private async ValueTask SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        // An empty message is a sign of its own: the connection stands.
        do
        {
            var piece = data[..Math.Min(data.Length, MaxDataBytes)];
            data = data[piece.Length..];
            await SendPieceAsync(channel, piece, cancellationToken);
        }
        while (data.Length > 0);
    }

    private async ValueTask SendPieceAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var message = ArrayPool<byte>.Shared.Rent(1 + Base64.GetMaxEncodedToUtf8Length(data.Length));
        try
        {
            var length = Encode(channel, data.Span, message);
            await _writing.WaitAsync(cancellationToken);
            try
            {
                var type = _codec.Base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                await _socket.SendAsync(message.AsMemory(0, length), type, endOfMessage: true, Closed);
            }
            finally
            {
                _writing.Release();
            }
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException)
        {
            throw new IOException("the client has gone", error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the client has gone");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    private int Encode(byte channel, ReadOnlySpan<byte> data, Span<byte> message)
    {
        if (!_codec.Base64)
        {
            message[0] = channel;
            data.CopyTo(message[1..]);
            return data.Length + 1;
        }

        message[0] = (byte)('0' + channel);
        Base64.EncodeToUtf8(data, message[1..], out _, out var length);
        return length + 1;
    }

    private sealed class Channel(WebSocketChannels owner, byte number, bool hasInput) : IChannel
    {
        private readonly ChannelInput _input = new();
        private bool _ended;

        public Stream Input => _input;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => owner.SendAsync(number, data, cancellationToken);

        // The protocol has no sign for it: the client learns by the connection's end.
        public ValueTask CompleteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask PushAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
            hasInput && !_ended ? _input.PushAsync(data, cancellationToken) : ValueTask.CompletedTask;

        public void EndInput()
        {
            if (!_ended)
            {
                _ended = true;
                _input.End();
            }
        }
    }
}
