namespace Tiphys.Kubelet.Environment;

/// <summary>What only the node knows of a pod.</summary>
internal sealed record PodFacts
{
    /// <summary>Name of the node.</summary>
    public required string NodeName { get; init; }

    /// <summary>Addresses of the node, the main one first.</summary>
    public IReadOnlyList<string> HostIPs { get; init; } = [];

    /// <summary>Addresses of the pod, the main one first; empty while it has none.</summary>
    public IReadOnlyList<string> PodIPs { get; init; } = [];

    /// <summary>What pods may use of the node together, by resource; the limit of containers that have none.</summary>
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; init; } = new Dictionary<string, Quantity>();

    /// <summary>The main address of the pod, or "".</summary>
    public string PodIP => PodIPs.Count > 0 ? PodIPs[0] : "";

    /// <summary>The main address of the node, or "".</summary>
    public string HostIP => HostIPs.Count > 0 ? HostIPs[0] : "";
}
