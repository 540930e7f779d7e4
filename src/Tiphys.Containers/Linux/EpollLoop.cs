using System.Runtime.InteropServices;

namespace Tiphys.Containers.Linux;

[Flags]
internal enum PollEvents : uint
{
    Readable = 0x1,
    Writable = 0x4,
    HangUp = 0x10,
}

/// <summary>
/// One thread that waits for all descriptors .NET has no asynchronous I/O for: pipes, inotify and process
/// descriptors. Each wait is one-shot.
/// </summary>
/// <remarks>The thread is a background one and lives as long as the process, like the runtime's own socket engine.</remarks>
internal sealed class EpollLoop
{
    private const uint OneShot = 1u << 30;
    private const int MaximumEvents = 64;

    // epoll_event is packed on x86-64 only (sys/epoll.h).
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int DataOffset = IsPacked ? 4 : 8;
    private static readonly int EventSize = IsPacked ? 12 : 16;
    private static readonly Lazy<EpollLoop> Instance = new(() => new EpollLoop());

    private readonly int _epoll;
    private readonly Lock _lock = new(); // guards _waits
    private readonly Dictionary<long, Wait> _waits = [];
    private long _nextToken;

    private EpollLoop()
    {
        const int closeOnExec = 0x80000;
        _epoll = Libc.EpollCreate(closeOnExec);
        LinuxException.ThrowIfNegative(_epoll, "epoll_create1");
        new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "tiphys-epoll" }.Start();
    }

    public static EpollLoop Shared => Instance.Value;

    /// <summary>Completes when one of <paramref name="events"/> (or an error or hang-up) is seen on the descriptor.</summary>
    /// <remarks>Only one wait per descriptor at a time.</remarks>
    public async Task WaitAsync(SafeHandle descriptor, PollEvents events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wait = new Wait(descriptor);
        long token;
        lock (_lock)
        {
            token = ++_nextToken;
            _waits[token] = wait;
        }

        Register(token, descriptor, events);
        await using var registration = cancellationToken.UnsafeRegister(_ => Cancel(token, cancellationToken), null);
        await wait.Completion.Task;
    }

    private unsafe void Register(long token, SafeHandle descriptor, PollEvents events)
    {
        var raw = stackalloc byte[16];
        *(uint*)raw = (uint)events | OneShot;
        *(long*)(raw + DataOffset) = token;
        if (Libc.EpollControl(_epoll, Libc.EpollAdd, descriptor, raw) == 0)
            return;
        var error = LinuxException.FromLastError("epoll_ctl");
        lock (_lock)
            _waits.Remove(token);
        throw error;
    }

    private void Cancel(long token, CancellationToken cancellationToken)
    {
        if (Take(token) is { } wait)
            wait.Completion.TrySetCanceled(cancellationToken);
    }

    private unsafe Wait? Take(long token)
    {
        lock (_lock)
        {
            if (!_waits.Remove(token, out var wait))
                return null;
            // A descriptor closed in the meantime has left the set by itself.
            if (!wait.Descriptor.IsClosed)
            {
                try
                {
                    _ = Libc.EpollControl(_epoll, Libc.EpollDelete, wait.Descriptor, null);
                }
                catch (ObjectDisposedException)
                {
                    // Closed between the check and the call.
                }
            }

            return wait;
        }
    }

    private unsafe void Run()
    {
        var events = stackalloc byte[MaximumEvents * 16];
        while (true)
        {
            var count = Libc.EpollWait(_epoll, events, MaximumEvents, -1);
            for (var i = 0; i < count; i++)
                Take(*(long*)(events + (i * EventSize) + DataOffset))?.Completion.TrySetResult();
        }
    }

    private sealed class Wait(SafeHandle descriptor)
    {
        public SafeHandle Descriptor { get; } = descriptor;
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
