using System.Runtime.InteropServices;
using System.Text;
using Tiphys.Network.Interop;
using Tiphys.Network.Namespaces;

namespace Tiphys.Network.Netlink;

internal delegate void NetlinkMessageHandler(ushort type, ReadOnlySpan<byte> body);

/// <summary>
/// One AF_NETLINK socket: sends requests, checks the acknowledgements, reads dumps. Not thread-safe.
/// The kernel answers within the send call, so reading never waits for anything but a dump's next part.
/// </summary>
internal sealed class NetlinkSocket : IDisposable
{
    internal const int Route = 0;
    internal const int Netfilter = 12;

    private const int OptionCapAck = 10;
    private const int OptionExtAck = 11;
    private const int OptionStrictCheck = 12;
    private const ushort MessageError = 2;
    private const ushort MessageDone = 3;
    private const ushort FlagAckTlvs = 0x200;
    private const ushort FlagCapped = 0x100;

    private int _socket;
    private uint _sequence;
    private byte[] _buffer = new byte[64 * 1024];

    internal unsafe NetlinkSocket(int protocol)
    {
        _socket = Libc.Check(Libc.Socket(Libc.AfNetlink, Libc.SockRaw | Libc.SockCloexec, protocol), "open netlink socket");
        SetOption(Libc.SolNetlink, OptionCapAck, 1);
        SetOption(Libc.SolNetlink, OptionExtAck, 1);
        SetOption(Libc.SolNetlink, OptionStrictCheck, 1);
        // A netfilter transaction is one datagram; the limits below are ceilings, not reservations.
        SetOption(Libc.SolSocket, Libc.SoSndBufForce, 256 * 1024 * 1024);
        SetOption(Libc.SolSocket, Libc.SoRcvBufForce, 16 * 1024 * 1024);
        long* timeout = stackalloc long[2] { 10, 0 };
        Libc.Check(Libc.SetSockOpt(_socket, Libc.SolSocket, Libc.SoRcvTimeo, timeout, 16), "set netlink timeout");
        byte* address = stackalloc byte[12];
        new Span<byte>(address, 12).Clear();
        *(ushort*)address = Libc.AfNetlink;
        Libc.Check(Libc.Bind(_socket, address, 12), "bind netlink socket");
    }

    /// <summary>Opens a socket that lives in a namespace; null is the one of the calling thread.</summary>
    internal static NetlinkSocket OpenIn(NetworkNamespace? ns, int protocol) =>
        ns is null ? new NetlinkSocket(protocol) : ns.Run(() => new NetlinkSocket(protocol));

    /// <summary>Sends messages, each of which asks for an acknowledgement, and throws on the first that failed.</summary>
    /// <exception cref="NetlinkException">The kernel refused one of them; later ones may have been carried out.</exception>
    internal void Execute(NetlinkWriter messages, string what)
    {
        uint first = Send(messages);
        uint last = _sequence;
        NetlinkException? failure = null;
        for (uint acknowledged = first - 1; acknowledged != last;)
        {
            foreach (Frame frame in new Frames(ReceiveDatagram(0)))
            {
                if (frame.Type == MessageError && frame.Sequence >= first)
                {
                    acknowledged = frame.Sequence;
                    failure ??= ErrorOf(frame, what);
                }
            }
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>Sends one netfilter batch; all its effects happen, or none.</summary>
    internal void ExecuteBatch(NetlinkWriter batch, Func<int, string> describe)
    {
        uint first = Send(batch);
        while (TryReceiveDatagram(out ReadOnlySpan<byte> datagram))
        {
            foreach (Frame frame in new Frames(datagram))
            {
                if (frame.Type == MessageError && frame.Sequence >= first && ErrorOf(frame, describe((int)(frame.Sequence - first))) is { } failure)
                {
                    while (TryReceiveDatagram(out _))
                    {
                    }

                    throw failure;
                }
            }
        }
    }

    /// <summary>Sends one dump request and hands every answer to the handler.</summary>
    internal void Dump(NetlinkWriter request, string what, NetlinkMessageHandler handler)
    {
        uint sequence = Send(request);
        while (true)
        {
            foreach (Frame frame in new Frames(ReceiveDatagram(0)))
            {
                if (frame.Sequence != sequence)
                {
                    continue;
                }

                if (frame.Type == MessageError && ErrorOf(frame, what) is { } failure)
                {
                    throw failure;
                }

                if (frame.Type is MessageDone or MessageError)
                {
                    return;
                }

                handler(frame.Type, frame.Body);
                if ((frame.Flags & (ushort)NetlinkFlags.Multi) == 0)
                {
                    return;
                }
            }
        }
    }

    public void Dispose()
    {
        int socket = Interlocked.Exchange(ref _socket, -1);
        if (socket >= 0)
        {
            Libc.Close(socket);
        }
    }

    private unsafe uint Send(NetlinkWriter messages)
    {
        ObjectDisposedException.ThrowIf(_socket < 0, this);
        Span<byte> data = messages.WrittenMutable;
        uint first = _sequence + 1;
        for (int at = 0; at < data.Length;)
        {
            MemoryMarshal.Write(data[(at + 8)..], ++_sequence);
            at += (int)((MemoryMarshal.Read<uint>(data[at..]) + 3) & ~3u);
        }

        byte* kernel = stackalloc byte[12];
        new Span<byte>(kernel, 12).Clear();
        *(ushort*)kernel = Libc.AfNetlink;
        fixed (byte* bytes = data)
        {
            nint sent;
            do
            {
                sent = Libc.SendTo(_socket, bytes, data.Length, 0, kernel, 12);
            }
            while (sent < 0 && Marshal.GetLastPInvokeError() == Libc.Eintr);
            if (sent < 0)
            {
                throw new NetlinkException(Marshal.GetLastPInvokeError(), "send netlink request");
            }
        }

        return first;
    }

    private ReadOnlySpan<byte> ReceiveDatagram(int flags) =>
        TryReceive(flags, out ReadOnlySpan<byte> datagram) ? datagram : throw new TimeoutException("the kernel did not answer a netlink request");

    private bool TryReceiveDatagram(out ReadOnlySpan<byte> datagram) => TryReceive(Libc.MsgDontWait, out datagram);

    private unsafe bool TryReceive(int flags, out ReadOnlySpan<byte> datagram)
    {
        while (true)
        {
            nint length;
            fixed (byte* buffer = _buffer)
            {
                length = Libc.Receive(_socket, buffer, _buffer.Length, flags | Libc.MsgPeek | Libc.MsgTrunc);
                if (length > _buffer.Length)
                {
                    _buffer = new byte[length];
                    continue;
                }

                if (length >= 0)
                {
                    length = Libc.Receive(_socket, buffer, _buffer.Length, flags);
                }
            }

            if (length >= 0)
            {
                datagram = _buffer.AsSpan(0, (int)length);
                return true;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Libc.Eintr:
                    continue;
                case Libc.Eagain:
                    datagram = default;
                    return false;
                case var errno:
                    throw new NetlinkException(errno, "receive netlink answer");
            }
        }
    }

    private static NetlinkException? ErrorOf(Frame frame, string what)
    {
        int errno = -MemoryMarshal.Read<int>(frame.Body);
        if (errno == 0)
        {
            return null;
        }

        string? detail = null;
        if ((frame.Flags & FlagAckTlvs) != 0 && (frame.Flags & FlagCapped) != 0 && frame.Body.Length > 20)
        {
            ReadOnlySpan<byte> text = NetlinkAttributes.Find(frame.Body[20..], 1);
            detail = text.IsEmpty ? null : Encoding.ASCII.GetString(text.TrimEnd((byte)0));
        }

        return new NetlinkException(errno, what, detail);
    }

    private unsafe void SetOption(int level, int name, int value) =>
        Libc.Check(Libc.SetSockOpt(_socket, level, name, &value, sizeof(int)), "set netlink socket option");

    private readonly ref struct Frame(ushort type, ushort flags, uint sequence, ReadOnlySpan<byte> body)
    {
        public ushort Type { get; } = type;

        public ushort Flags { get; } = flags;

        public uint Sequence { get; } = sequence;

        public ReadOnlySpan<byte> Body { get; } = body;
    }

    private ref struct Frames(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public Frame Current { get; private set; }

        public readonly Frames GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.Length < NetlinkWriter.HeaderLength)
            {
                return false;
            }

            int length = MemoryMarshal.Read<int>(_rest);
            if (length < NetlinkWriter.HeaderLength || length > _rest.Length)
            {
                return false;
            }

            Current = new Frame(
                MemoryMarshal.Read<ushort>(_rest[4..]),
                MemoryMarshal.Read<ushort>(_rest[6..]),
                MemoryMarshal.Read<uint>(_rest[8..]),
                _rest[NetlinkWriter.HeaderLength..length]);
            _rest = _rest[Math.Min((length + 3) & ~3, _rest.Length)..];
            return true;
        }
    }
}
