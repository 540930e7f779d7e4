namespace Tiphys.Containers.Processes;

/// <summary>The program that makes containers of OCI bundles.</summary>
/// <param name="StartsThroughFifo">It starts a created container when exec.fifo in its state is read, as runc does.</param>
internal sealed record OciRuntime(string Path, bool StartsThroughFifo)
{
    /// <summary>crun is the faster one, but refuses a v1 hierarchy beside a v2 one; runc takes every layout.</summary>
    /// <exception cref="ContainerRuntimeException">Neither is installed.</exception>
    public static OciRuntime Select(CgroupLayout layout, string? configuredPath)
    {
        if (configuredPath is not null)
            return For(configuredPath);
        string[] preferred = layout.Version == CgroupVersion.V2 ? ["crun", "runc"] : layout.IsHybrid ? ["runc"] : ["runc", "crun"];
        var path = preferred.Select(Executables.Find).FirstOrDefault(p => p is not null);
        return path is not null
            ? For(path)
            : throw new ContainerRuntimeException($"no OCI runtime found: install {string.Join(" or ", preferred)}");
    }

    private static OciRuntime For(string path) => new(path, System.IO.Path.GetFileName(path) == "runc");
}

/// <summary>Finds programs.</summary>
internal static class Executables
{
    // Daemons are often started with a PATH that lacks the administrator's directories.
    private static readonly string[] AlwaysSearched = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/libexec/podman"];

    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Concat(AlwaysSearched)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists);
}
