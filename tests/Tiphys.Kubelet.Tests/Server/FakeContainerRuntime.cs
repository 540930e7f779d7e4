using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Tests.Server;

/// <summary>A runtime whose processes are tasks of the test.</summary>
internal sealed class FakeContainerRuntime : IContainerRuntime
{
    private readonly ConcurrentDictionary<string, PodSandboxInfo> _sandboxes = new();
    private readonly ConcurrentDictionary<string, ContainerStatus> _containers = new();
    private readonly ConcurrentDictionary<Channel<ContainerEvent>, bool> _watchers = new();

    /// <summary>What runs when a command is started.</summary>
    public Func<ExecOptions, FakeProcess, Task<int>> Process { get; set; } = static (_, _) => Task.FromResult(0);

    /// <summary>What answers a forwarded connection.</summary>
    public Func<int, Stream, Task> Port { get; set; } = static (_, stream) => stream.DisposeAsync().AsTask();

    public List<FakeProcess> Processes { get; } = [];

    public string AddPod(string ns, string name, string uid = "uid-1")
    {
        var id = $"sandbox-{ns}-{name}-{uid}";
        _sandboxes[id] = new PodSandboxInfo
        {
            Id = id,
            State = PodSandboxState.Ready,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Config = new PodSandboxConfig { Metadata = new PodSandboxMetadata(name, ns, uid, 0), Labels = Labels(ns, name, uid, null) },
        };
        return id;
    }

    public string AddContainer(string ns, string pod, string name, ContainerState state = ContainerState.Running, uint attempt = 0, string logPath = "", string uid = "uid-1")
    {
        var id = $"{pod}-{name}-{attempt}";
        _containers[id] = new ContainerStatus
        {
            Id = id,
            SandboxId = $"sandbox-{ns}-{pod}-{uid}",
            State = state,
            CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(attempt),
            StartedAt = DateTimeOffset.UnixEpoch.AddSeconds(attempt),
            LogPath = logPath,
            Config = new ContainerConfig
            {
                Metadata = new ContainerMetadata(name, attempt),
                ImageId = "image",
                ImageReference = "example.org/image:1",
                Labels = Labels(ns, pod, uid, name),
            },
        };
        return id;
    }

    public void Exit(string containerId)
    {
        var ended = _containers[containerId] with { State = ContainerState.Exited };
        _containers[containerId] = ended;
        foreach (var watcher in _watchers.Keys)
        {
            watcher.Writer.TryWrite(new ContainerEvent(ContainerEventType.Exited, ended));
        }
    }

    public IReadOnlyList<PodSandboxInfo> ListPodSandboxes() => [.. _sandboxes.Values];

    public IReadOnlyList<ContainerStatus> ListContainers() => [.. _containers.Values];

    public Task<IContainerSession> ExecAsync(string containerId, ExecOptions options, CancellationToken cancellationToken)
    {
        if (options.Command[0] == "missing")
        {
            throw new ContainerRuntimeException("exec: \"missing\": executable file not found in $PATH");
        }

        return Task.FromResult<IContainerSession>(Start(options));
    }

    public Task<IContainerSession> AttachAsync(string containerId, CancellationToken cancellationToken) =>
        Task.FromResult<IContainerSession>(Start(new ExecOptions { Command = ["attached"], Stdin = true }));

    public async Task<ExecSyncResult> ExecSyncAsync(string containerId, IReadOnlyList<string> command, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        await using var process = Start(new ExecOptions { Command = command });
        var output = new MemoryStream();
        await process.StandardOutput!.CopyToAsync(output, cancellationToken);
        return new ExecSyncResult(output.ToArray(), [], await process.WaitForExitAsync(cancellationToken));
    }

    public Task<Stream> PortForwardAsync(string sandboxId, int port, CancellationToken cancellationToken)
    {
        if (port == 1)
        {
            throw new ContainerRuntimeException("failed to connect to localhost:1 inside the sandbox: Connection refused");
        }

        var (near, far) = DuplexStream.CreatePair();
        _ = Port(port, far);
        return Task.FromResult<Stream>(near);
    }

    public async IAsyncEnumerable<ContainerEvent> WatchEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<ContainerEvent>();
        _watchers[channel] = true;
        await foreach (var happened in channel.Reader.ReadAllAsync(cancellationToken))
        {
            yield return happened;
        }
    }

    public ContainerStats GetContainerStats(string containerId) => Stats(_containers[containerId]);

    public IReadOnlyList<ContainerStats> ListContainerStats() => [.. _containers.Values.Where(each => each.State == ContainerState.Running).Select(Stats)];

    public PodSandboxStats GetPodSandboxStats(string sandboxId) => new()
    {
        Id = sandboxId,
        Metadata = _sandboxes[sandboxId].Config.Metadata,
        Resources = new CgroupStats { Timestamp = DateTimeOffset.UnixEpoch, CpuUsageNanoseconds = 3_000_000_000, MemoryWorkingSetBytes = 300, ProcessCount = 4 },
        Interfaces = [new NetworkInterfaceUsage("eth0", 10, 0, 20, 0)],
        Containers = [.. _containers.Values.Where(each => each.SandboxId == sandboxId && each.State == ContainerState.Running).Select(Stats)],
    };

    public Task<PodSandboxInfo> RunPodSandboxAsync(PodSandboxConfig config, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public PodSandboxInfo GetPodSandboxStatus(string sandboxId) => _sandboxes[sandboxId];

    public Task<string> CreateContainerAsync(string sandboxId, ContainerConfig config, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StartContainerAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StopContainerAsync(string containerId, TimeSpan gracePeriod, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ContainerStatus GetContainerStatus(string containerId) => _containers[containerId];

    public Task UpdateContainerResourcesAsync(string containerId, LinuxContainerResources resources, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ContainerStats Stats(ContainerStatus status) => new()
    {
        Id = status.Id,
        SandboxId = status.SandboxId,
        Metadata = status.Config.Metadata,
        Resources = new CgroupStats
        {
            Timestamp = DateTimeOffset.UnixEpoch, CpuUsageNanoseconds = 1_500_000_000, MemoryUsageBytes = 200, MemoryWorkingSetBytes = 100, MemoryRssBytes = 50,
        },
        WritableLayer = new FilesystemUsage(DateTimeOffset.UnixEpoch, "/", 4096, 2),
    };

    private FakeProcess Start(ExecOptions options)
    {
        var process = new FakeProcess(options);
        Processes.Add(process);
        process.Run(Process);
        return process;
    }

    private static Dictionary<string, string> Labels(string ns, string pod, string uid, string? container)
    {
        var labels = new Dictionary<string, string>
        {
            ["io.kubernetes.pod.namespace"] = ns, ["io.kubernetes.pod.name"] = pod, ["io.kubernetes.pod.uid"] = uid,
        };
        if (container is not null)
        {
            labels["io.kubernetes.container.name"] = container;
        }

        return labels;
    }
}

/// <summary>A process with pipes of 64 KiB, as the kernel's.</summary>
internal sealed class FakeProcess(ExecOptions options) : IContainerSession
{
    private readonly Pipe _input = NewPipe();
    private readonly Pipe _output = NewPipe();
    private readonly Pipe _error = NewPipe();
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ExecOptions Options => options;

    /// <summary>The process's side.</summary>
    public Stream In => _input.Reader.AsStream();

    public Stream Out => _output.Writer.AsStream(leaveOpen: true);

    public Stream Err => _error.Writer.AsStream(leaveOpen: true);

    public ConcurrentQueue<TerminalSize> Sizes { get; } = new();

    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Stream? StandardInput => options.Stdin ? _input.Writer.AsStream() : null;

    public Stream? StandardOutput => options.Stdout ? _output.Reader.AsStream() : null;

    public Stream? StandardError => options is { Stderr: true, Tty: false } ? _error.Reader.AsStream() : null;

    public void Resize(TerminalSize size) => Sizes.Enqueue(size);

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => _exit.Task.WaitAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        Disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends as a process that leaves a child behind: its pipes stay open.</summary>
    public void ExitEarly(int code) => _exit.TrySetResult(code);

    public void Run(Func<ExecOptions, FakeProcess, Task<int>> body) => Task.Run(async () =>
    {
        try
        {
            var code = await body(options, this);
            await _output.Writer.CompleteAsync();
            await _error.Writer.CompleteAsync();
            _exit.TrySetResult(code);
        }
        catch (Exception error)
        {
            _exit.TrySetException(error);
        }
    });

    private static Pipe NewPipe() => new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false));
}

/// <summary>Two ends of a connection in memory.</summary>
internal sealed class DuplexStream : Stream
{
    private readonly PipeReader _reader;
    private readonly PipeWriter _writer;

    private DuplexStream(PipeReader reader, PipeWriter writer) => (_reader, _writer) = (reader, writer);

    public static (Stream Near, Stream Far) CreatePair()
    {
        var options = new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);
        var (up, down) = (new Pipe(options), new Pipe(options));
        return (new DuplexStream(down.Reader, up.Writer), new DuplexStream(up.Reader, down.Writer));
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await _reader.ReadAsync(cancellationToken);
        var count = (int)Math.Min(buffer.Length, result.Buffer.Length);
        var taken = result.Buffer.Slice(0, count);
        System.Buffers.BuffersExtensions.CopyTo(taken, buffer.Span);
        _reader.AdvanceTo(taken.End);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if ((await _writer.WriteAsync(buffer, cancellationToken)).IsCompleted)
        {
            throw new IOException("the other end is closed");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends only what this side sends.</summary>
    public void CloseOutput() => _writer.Complete();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer.Complete();
            _reader.CancelPendingRead();
            _reader.Complete();
        }
    }
}
