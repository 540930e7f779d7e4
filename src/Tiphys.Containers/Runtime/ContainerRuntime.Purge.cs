using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;
using Tiphys.Containers.Security;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

public sealed partial class ContainerRuntime
{
    /// <summary>
    /// Removes everything that an engine with this root directory and cgroup parent has left: processes, mounts,
    /// namespaces, cgroups and files. No instance may be open on it. Needs no state file to be readable.
    /// </summary>
    /// <exception cref="ContainerRuntimeException">Something cannot be removed; what was removed stays removed.</exception>
    public static async Task PurgeAsync(ContainerRuntimeOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var paths = new EnginePaths(options.RootDirectory);
        var cgroups = new CgroupManager(options.CgroupParent);
        // A conmon that is just starting a container could still make a process or a cgroup, so it goes first.
        await KillConmonsAsync(paths, cancellationToken);
        await cgroups.KillAsync("", cancellationToken);
        MountTable.UnmountBelow(paths.Root);
        await cgroups.RemoveAsync("", cancellationToken);
        Files.DeleteTree(paths.Root);
    }

    // The OCI runtime and the containers' first steps are conmon's children and not yet in a cgroup of ours.
    private static async Task KillConmonsAsync(EnginePaths paths, CancellationToken cancellationToken)
    {
        for (var found = true; found;)
        {
            found = false;
            foreach (var directory in Directory.EnumerateDirectories("/proc"))
            {
                if (!int.TryParse(Path.GetFileName(directory), out var pid) || !IsOwn(pid, paths))
                    continue;
                using var handle = Libc.PidFdOpen(pid);
                if (handle is null || !IsOwn(pid, paths))
                    continue;
                found = true;
                await KillAsync(handle, cancellationToken);
            }
        }
    }

    private static async Task KillAsync(SafeFileHandle process, CancellationToken cancellationToken)
    {
        Libc.PidFdSendSignal(process, Signals.Kill);
        await EpollLoop.Shared.WaitAsync(process, PollEvents.Readable, cancellationToken);
    }

    // conmon and the OCI runtime are both told where the runtime's state is.
    private static bool IsOwn(int pid, EnginePaths paths)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Contains(paths.OciState);
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
