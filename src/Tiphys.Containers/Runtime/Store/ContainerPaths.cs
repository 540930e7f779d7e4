namespace Tiphys.Containers.Store;

/// <summary>Where the parts of a container stand. Its directory is the OCI bundle too.</summary>
internal sealed class ContainerPaths(string directory)
{
    public string Directory { get; } = directory;
    public string StateFile => Path.Combine(Directory, "container.json");
    public string SpecFile => Path.Combine(Directory, "config.json");
    public string RootFilesystem => Path.Combine(Directory, "rootfs");
    public string Upper => Path.Combine(Directory, "upper");
    public string Work => Path.Combine(Directory, "work");
    public string PidFile => Path.Combine(Directory, "pid");
    public string ConmonPidFile => Path.Combine(Directory, "conmon-pid");
}

/// <summary>Where everything of a node's engine stands, below one directory.</summary>
internal sealed class EnginePaths(string root)
{
    public string Root { get; } = Path.GetFullPath(root);
    public string BootIdFile => Path.Combine(Root, "boot-id");
    public string Sandboxes => Path.Combine(Root, "sandboxes");
    public string Containers => Path.Combine(Root, "containers");

    /// <summary>conmon writes a container's exit code here, in a file with its id.</summary>
    public string Exits => Path.Combine(Root, "exits");

    /// <summary>The OCI runtime's own state.</summary>
    public string OciState => Path.Combine(Root, "oci");

    public SandboxPaths Sandbox(string id) => new(Path.Combine(Sandboxes, id));
    public ContainerPaths Container(string id) => new(Path.Combine(Containers, id));
    public string ExitFile(string id) => Path.Combine(Exits, id);
}
