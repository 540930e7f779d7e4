using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tiphys.Containers.Linux;

/// <summary>A child process started with exactly the descriptors and environment it is given.</summary>
/// <remarks>
/// System.Diagnostics.Process cannot hand extra descriptors to a child, which conmon's protocol needs. Its child
/// watcher leaves children alone that it did not start, so both can live in one process.
/// </remarks>
internal sealed class NativeProcess : IDisposable
{
    private readonly SafeFileHandle _pidFd;

    private NativeProcess(int id, SafeFileHandle pidFd)
    {
        Id = id;
        _pidFd = pidFd;
        ExitCode = WaitAsync();
    }

    public int Id { get; }

    /// <summary>Completes when the process has ended: its exit code, or 128 + signal.</summary>
    public Task<int> ExitCode { get; }

    public static NativeProcess Start(SpawnRequest request) => Adopt(Spawner.Spawn(request));

    /// <summary>Watches a child that was just spawned.</summary>
    public static NativeProcess Adopt(int childId)
    {
        // A child stays a zombie, and its number reserved, until it is waited for: the descriptor is surely its own.
        var pidFd = Libc.PidFdOpen(childId) ?? throw new InvalidOperationException($"child {childId} was reaped by others");
        return new NativeProcess(childId, pidFd);
    }

    /// <summary>Sends a signal; false when the process has ended.</summary>
    public bool Signal(int signal) => !ExitCode.IsCompleted && Libc.PidFdSendSignal(_pidFd, signal);

    /// <summary>Only after the process has ended.</summary>
    public void Dispose() => _pidFd.Dispose();

    private async Task<int> WaitAsync()
    {
        await EpollLoop.Shared.WaitAsync(_pidFd, PollEvents.Readable, CancellationToken.None);
        var status = Libc.WaitPid(Id) ?? 0;
        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }
}

/// <summary>What to start. Descriptors 0 to 2 that are not given are /dev/null.</summary>
internal sealed record SpawnRequest
{
    public required string FileName { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public IReadOnlyList<string> Environment { get; init; } = [];
    public IReadOnlyList<(int ChildFd, SafeHandle Handle)> Descriptors { get; init; } = [];
    public bool NewSession { get; init; }
}
