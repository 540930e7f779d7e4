using System.Globalization;
using System.Runtime.InteropServices;
using Tiphys.Containers.Cgroups;
using Tiphys.Containers.Linux;

namespace Tiphys.Containers;

/// <summary>The cgroups of one node. All paths are relative to the node's own cgroup parent, e.g. <c>kubepods/burstable/pod123</c>.</summary>
public sealed class CgroupManager
{
    private static readonly TimeSpan RemoveTimeout = TimeSpan.FromSeconds(2);

    private readonly CgroupLayout _layout;
    private readonly CgroupInterface _interface;
    private readonly TimeProvider _time;

    /// <param name="parent">Cgroup of the node, from the root of each hierarchy, e.g. <c>/tiphys</c>.</param>
    public CgroupManager(string parent, CgroupLayout? layout = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(parent);
        Parent = "/" + parent.Trim('/');
        if (Parent == "/" || Parent.Split('/').Contains(".."))
            throw new ArgumentException($"\"{parent}\" cannot be the cgroup parent of a node", nameof(parent));
        _layout = layout ?? CgroupLayout.Detect();
        _interface = CgroupInterface.For(_layout);
        _time = time ?? TimeProvider.System;
    }

    public string Parent { get; }

    public CgroupLayout Layout => _layout;

    /// <summary>The path from the root of the hierarchy, as an OCI runtime wants it.</summary>
    public string AbsolutePath(string path) => path.Trim('/') is { Length: > 0 } relative ? $"{Parent}/{relative}" : Parent;

    /// <summary>Creates a cgroup with its ancestors, if it is not there, and sets its limits.</summary>
    /// <exception cref="ContainerRuntimeException">The kernel refuses a limit.</exception>
    public void Create(string path, CgroupResources? resources = null)
    {
        _interface.Create(AbsolutePath(path));
        if (resources is not null)
            Update(path, resources);
    }

    /// <summary>Changes the limits that are given.</summary>
    public void Update(string path, CgroupResources resources) => _interface.Apply(AbsolutePath(path), resources);

    public bool Exists(string path) => Directories(path).Any(Directory.Exists);

    public CgroupStats ReadStats(string path) => _interface.ReadStats(AbsolutePath(path), _time.GetUtcNow());

    public ulong ReadOomKills(string path) => _interface.ReadOomKills(AbsolutePath(path));

    /// <summary>Names of the cgroups directly below one, in no order.</summary>
    public IReadOnlyList<string> ListChildren(string path) => Directories(path)
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Select(d => Path.GetFileName(d)!)
        .Distinct()
        .ToArray();

    /// <summary>The processes in a cgroup and below it.</summary>
    public IReadOnlyCollection<int> GetProcesses(string path)
    {
        var processes = new HashSet<int>();
        foreach (var directory in Directories(path).Where(Directory.Exists))
            Collect(directory, processes);
        return processes;
    }

    /// <summary>Moves a process without regard to controllers: only where it is accounted and found again.</summary>
    /// <remarks>On v1 only into the hierarchies without a resource controller, as each move costs the kernel a pause.</remarks>
    internal void AddProcess(string path, int processId)
    {
        var text = processId.ToString(CultureInfo.InvariantCulture);
        foreach (var mount in TrackingMounts())
        {
            var directory = Combine(mount, path);
            Directory.CreateDirectory(directory);
            CgroupFile.Write(Path.Combine(directory, "cgroup.procs"), text);
        }
    }

    /// <summary>Kills every process in a cgroup and below, and returns when all have ended.</summary>
    public async Task KillAsync(string path, CancellationToken cancellationToken)
    {
        while (GetProcesses(path) is { Count: > 0 } processes)
        {
            foreach (var process in processes)
                await KillAsync(process, cancellationToken);
        }
    }

    /// <summary>Removes a cgroup and all below it. Processes must have ended.</summary>
    /// <exception cref="ContainerRuntimeException">A process still is in it.</exception>
    public async Task RemoveAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var directory in Directories(path))
            await RemoveTreeAsync(directory, cancellationToken);
    }

    private static async Task KillAsync(int processId, CancellationToken cancellationToken)
    {
        const int sigKill = 9;
        using var pidFd = Libc.PidFdOpen(processId);
        if (pidFd is null)
            return;
        Libc.PidFdSendSignal(pidFd, sigKill);
        await EpollLoop.Shared.WaitAsync(pidFd, PollEvents.Readable, cancellationToken);
    }

    private static void Collect(string directory, HashSet<int> processes)
    {
        foreach (var line in (CgroupFile.ReadText(directory, "cgroup.procs") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            processes.Add(int.Parse(line, CultureInfo.InvariantCulture));
        foreach (var child in SafeChildren(directory))
            Collect(child, processes);
    }

    private async Task RemoveTreeAsync(string directory, CancellationToken cancellationToken)
    {
        // Files cannot be deleted here; a cgroup goes by rmdir alone, children first.
        if (Libc.RemoveDirectory(directory) == 0)
            return;
        foreach (var child in SafeChildren(directory))
            await RemoveTreeAsync(child, cancellationToken);
        // A process leaves its cgroup a moment after its end can be seen, and the kernel has no event for that on v1.
        var started = _time.GetTimestamp();
        while (Libc.RemoveDirectory(directory) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.NoEntry)
                return;
            if (errno != Errno.Busy || _time.GetElapsedTime(started) > RemoveTimeout)
                throw new ContainerRuntimeException($"remove cgroup {directory}: {Marshal.GetPInvokeErrorMessage(errno)}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), _time, cancellationToken);
        }
    }

    private static string[] SafeChildren(string directory)
    {
        try
        {
            return Directory.GetDirectories(directory);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private IEnumerable<string> TrackingMounts()
    {
        if (_layout.Version == CgroupVersion.V2)
            return [_layout.Unified!];
        string[] tracking = [.. _layout.Named, .. _layout.Unified is { } unified ? [unified] : Array.Empty<string>()];
        return tracking.Length > 0 ? tracking : _layout.MountPoints.Take(1);
    }

    private IEnumerable<string> Directories(string path) => _layout.MountPoints.Select(mount => Combine(mount, path));

    private string Combine(string mount, string path) => Path.Combine(mount, AbsolutePath(path).TrimStart('/'));
}
