namespace Tiphys.Containers;

/// <summary>Names a sandbox for people: the pod it belongs to and how often the pod has had one before.</summary>
public sealed record PodSandboxMetadata(string Name, string Namespace, string Uid, uint Attempt);

/// <summary>Whose namespace a container uses (CRI NamespaceMode).</summary>
public enum NamespaceMode
{
    /// <summary>One that all containers of the pod share.</summary>
    Pod,

    /// <summary>One of the container's own.</summary>
    Container,

    /// <summary>The machine's.</summary>
    Node,

    /// <summary>That of another container of the pod.</summary>
    Target,
}

/// <summary>Which namespaces are shared with whom.</summary>
public sealed record NamespaceOptions
{
    /// <summary>Network and UTS; only <see cref="NamespaceMode.Pod"/> and <see cref="NamespaceMode.Node"/>.</summary>
    public NamespaceMode Network { get; init; } = NamespaceMode.Pod;

    public NamespaceMode Pid { get; init; } = NamespaceMode.Container;

    /// <summary>Only <see cref="NamespaceMode.Pod"/> and <see cref="NamespaceMode.Node"/>.</summary>
    public NamespaceMode Ipc { get; init; } = NamespaceMode.Pod;

    /// <summary>The container whose PID namespace is joined with <see cref="NamespaceMode.Target"/>.</summary>
    public string TargetId { get; init; } = "";
}

/// <summary>Contents of resolv.conf; an empty one is not mounted.</summary>
public sealed record DnsConfig
{
    public IReadOnlyList<string> Servers { get; init; } = [];
    public IReadOnlyList<string> Searches { get; init; } = [];
    public IReadOnlyList<string> Options { get; init; } = [];
}

/// <summary>What a pod's containers share (CRI PodSandboxConfig).</summary>
public sealed record PodSandboxConfig
{
    public required PodSandboxMetadata Metadata { get; init; }

    /// <summary>Host name inside the pod; not used with the node's network.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>Directory that the log paths of the containers are relative to; created if missing.</summary>
    public string LogDirectory { get; init; } = "";

    /// <summary>Null: containers get no resolv.conf from the engine.</summary>
    public DnsConfig? Dns { get; init; }

    /// <summary>The pod's cgroup, relative to the node's cgroup parent; the containers' cgroups are made below it.</summary>
    public string CgroupParent { get; init; } = "";

    public NamespaceOptions Namespaces { get; init; } = new();

    /// <summary>Kernel parameters of the pod's network and IPC namespaces, e.g. <c>net.core.somaxconn</c>.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();

    /// <summary>Size of /dev/shm in bytes.</summary>
    public long SharedMemoryBytes { get; init; } = 64 << 20;

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}

public enum PodSandboxState
{
    Ready,
    NotReady,
}

/// <summary>What is known of a sandbox.</summary>
public sealed record PodSandboxInfo
{
    public required string Id { get; init; }
    public required PodSandboxConfig Config { get; init; }
    public required PodSandboxState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>File that the pod's network namespace is bound to; null with the node's network.</summary>
    public string? NetworkNamespacePath { get; init; }
}
