using Tiphys.Containers.Linux;

namespace Tiphys.Containers.Sandboxes;

/// <summary>
/// The first process of a PID namespace that a pod's containers share. A PID namespace cannot live without one. It sleeps
/// for ever; orphans that fall to it are reaped by the kernel, as it ignores SIGCHLD, or by the shell that waits.
/// </summary>
internal static class PidHolder
{
    // posix_spawn cannot ignore a signal for the child, and a POSIX shell need not let SIGCHLD be ignored. GNU env can.
    private const string Script = """
        env --ignore-signal=CHLD true 2>/dev/null && exec env --ignore-signal=CHLD sleep infinity
        while :; do sleep infinity & wait; done
        """;

    public static NativeProcess Start(string pinPath)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(pinPath)!);
        File.WriteAllBytes(pinPath, []);
        var request = new SpawnRequest
        {
            FileName = "/bin/sh",
            Arguments = ["-c", Script],
            Environment = [$"PATH={Environment.GetEnvironmentVariable("PATH")}"],
            NewSession = true,
        };
        var id = NamespaceThread.Run(() =>
        {
            Libc.Unshare(Libc.CloneNewPid);
            return Spawner.Spawn(request);
        });
        var process = NativeProcess.Adopt(id);
        Libc.Mount($"/proc/{id}/ns/pid", pinPath, null, Libc.MountBind, null);
        return process;
    }

    /// <summary>A handle for the holder of an earlier instance; null when it has ended.</summary>
    public static Microsoft.Win32.SafeHandles.SafeFileHandle? Find(int processId, string pinPath)
    {
        var handle = Libc.PidFdOpen(processId);
        if (handle is null)
            return null;
        // The number may have been given to another process; the namespace tells.
        if (Libc.Stat($"/proc/{processId}/ns/pid", followLinks: true)?.Inode is { } inode && inode == Libc.Stat(pinPath, followLinks: true)?.Inode)
            return handle;
        handle.Dispose();
        return null;
    }
}
