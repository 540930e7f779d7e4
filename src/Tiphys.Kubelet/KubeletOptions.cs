using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet;

/// <summary>Who a node is, where it keeps its things, and what it offers. Defaults are those of upstream's kubelet configuration.</summary>
public sealed record KubeletOptions
{
    /// <summary>Name of the Node object.</summary>
    public required string NodeName { get; init; }

    /// <summary>Address of the node, under which pods with the node's network are reached too.</summary>
    public required string NodeIP { get; init; }

    /// <summary>Directory of the pods' own directories and of their logs.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>Host name: the address of type Hostname, and the label <c>kubernetes.io/hostname</c>.</summary>
    public string HostName { get; init; } = System.Environment.MachineName.ToLowerInvariant();

    /// <summary>Address of the cluster's DNS; null: pods use the node's resolver.</summary>
    public string? ClusterDns { get; init; }

    /// <summary>Domain of the cluster.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>The resolver configuration that pods inherit; empty for none.</summary>
    public string ResolvConf { get; init; } = "/etc/resolv.conf";

    /// <summary>Most pods at once.</summary>
    public int MaxPods { get; init; } = 110;

    /// <summary>The node's share of pod addresses, written to <c>spec.podCIDR</c> when nobody else has done so.</summary>
    public string? PodCidr { get; init; }

    /// <summary>Port of the kubelet's own API; 0 when it has none.</summary>
    public int ServerPort { get; init; } = 10250;

    /// <summary>Labels that the node is registered with, beside the ones that say what it is.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints that the node is registered with.</summary>
    public IReadOnlyList<Taint> RegisterWithTaints { get; init; } = [];

    /// <summary>Resources kept back from pods, for example <c>cpu: 100m</c>.</summary>
    public IReadOnlyDictionary<string, Quantity> Reserved { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>Version that the node reports.</summary>
    public string KubeletVersion { get; init; } = "v1.36.2";

    /// <summary>Name of the container engine, which container ids begin with.</summary>
    public string RuntimeName { get; init; } = "tiphys";

    /// <summary>Version of the container engine.</summary>
    public string RuntimeVersion { get; init; } = "0.1.0";

    /// <summary>The node's cgroups; null: pods have none above those of their containers.</summary>
    public Cri.CgroupManager? Cgroups { get; init; }

    /// <summary>Frees image content that no name leads to any more; called after images were removed for want of disk space.</summary>
    public Func<CancellationToken, Task>? FreeImageContent { get; init; }

    /// <summary>Where pods have their directories.</summary>
    public string PodsDirectory => Path.Combine(RootDirectory, "pods");

    /// <summary>Where containers' logs are: <c>NAMESPACE_NAME_UID/CONTAINER/RESTARTS.log</c>.</summary>
    public string PodLogsDirectory => Path.Combine(RootDirectory, "logs");

    /// <summary>Where local seccomp profiles are read from.</summary>
    public string SeccompDirectory => Path.Combine(RootDirectory, "seccomp");

    /// <summary>Throws if a value cannot work.</summary>
    /// <exception cref="ArgumentException">A value is missing or out of range.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(NodeName);
        ArgumentException.ThrowIfNullOrEmpty(RootDirectory);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPods);
        if (!System.Net.IPAddress.TryParse(NodeIP, out _))
        {
            throw new ArgumentException($"node IP \"{NodeIP}\" is not an address", nameof(NodeIP));
        }
    }
}
