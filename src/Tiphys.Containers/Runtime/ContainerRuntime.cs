using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Containers.Processes;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

/// <summary>Runs containers with an OCI runtime under conmon. All it owns stands below one directory and one cgroup.</summary>
public sealed partial class ContainerRuntime : IContainerRuntime
{
    private readonly ContainerRuntimeOptions _options;
    private readonly IRootFilesystemProvider _images;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EnginePaths _paths;
    private readonly CgroupManager _cgroups;
    private readonly OciRuntime _oci;
    private readonly Conmon _conmon;
    private readonly EventHub _events = new();
    private readonly ConcurrentDictionary<string, SandboxEntry> _sandboxes = new();
    private readonly ConcurrentDictionary<string, ContainerEntry> _containers = new();
    private readonly CancellationTokenSource _stopping = new();

    private ContainerRuntime(ContainerRuntimeOptions options, IRootFilesystemProvider images, ILogger? logger, TimeProvider? time)
    {
        _options = options;
        _images = images;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _paths = new EnginePaths(options.RootDirectory);
        _cgroups = new CgroupManager(options.CgroupParent, time: _time);
        _oci = OciRuntime.Select(_cgroups.Layout, options.OciRuntimePath);
        var conmon = options.ConmonPath ?? Executables.Find("conmon") ?? throw new ContainerRuntimeException("conmon not found: install conmon");
        _conmon = new Conmon(conmon, _oci, _paths, _cgroups);
    }

    /// <summary>The node's cgroups, for those above the containers'.</summary>
    public CgroupManager Cgroups => _cgroups;

    /// <summary>Path of the OCI runtime in use.</summary>
    public string OciRuntimePath => _oci.Path;

    /// <summary>Opens an engine on its root directory and takes over what already runs there.</summary>
    /// <exception cref="ContainerRuntimeException">A needed program or kernel feature is missing; the message says which.</exception>
    public static async Task<ContainerRuntime> OpenAsync(
        ContainerRuntimeOptions options,
        IRootFilesystemProvider images,
        ILogger? logger = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(images);
        var runtime = new ContainerRuntime(options, images, logger, time);
        await runtime.RecoverAsync(cancellationToken);
        return runtime;
    }

    public IAsyncEnumerable<ContainerEvent> WatchEventsAsync(CancellationToken cancellationToken) => _events.Subscribe(cancellationToken);

    /// <summary>Stops watching. Sandboxes and containers go on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        foreach (var entry in _containers.Values)
        {
            if (entry.Watcher is { } watcher)
                await watcher.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _events.Complete();
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private SandboxEntry Sandbox(string id) => _sandboxes.TryGetValue(id, out var entry)
        ? entry
        : throw new ContainerRuntimeException(ContainerRuntimeError.NotFound, $"sandbox \"{id}\" not found");

    private ContainerEntry Container(string id) => _containers.TryGetValue(id, out var entry)
        ? entry
        : throw new ContainerRuntimeException(ContainerRuntimeError.NotFound, $"container \"{id}\" not found");

    private ContainerEntry RunningContainer(string id)
    {
        var entry = Container(id);
        return entry.Record.Phase == ContainerPhase.Running
            ? entry
            : throw new ContainerRuntimeException(ContainerRuntimeError.InvalidState, $"container \"{id}\" is not running");
    }

    private void Publish(ContainerEventType type, ContainerEntry entry) => _events.Publish(new ContainerEvent(type, entry.Record.ToStatus()));
}
