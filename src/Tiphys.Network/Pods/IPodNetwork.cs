using System.Net;

namespace Tiphys.Network.Pods;

/// <summary>
/// Connects pod sandboxes to the cluster's network, with the verbs of CNI. All of them may be repeated: adding an
/// attached sandbox returns what it has, removing an unknown one does nothing. Safe for concurrent use.
/// </summary>
public interface IPodNetwork
{
    /// <summary>Gives a sandbox its links, address, routes, host ports and bandwidth limits. On failure nothing is left behind.</summary>
    /// <exception cref="PodNetworkException">No free address, or a host port is taken by another pod.</exception>
    Task<PodNetworkResult> AddAsync(PodNetworkRequest request, CancellationToken cancellationToken);

    /// <summary>Takes away all that <see cref="AddAsync"/> gave. The sandbox's namespace may be gone already.</summary>
    Task RemoveAsync(string sandboxId, CancellationToken cancellationToken);

    /// <summary>Whether the sandbox is attached and its links, address and host ports are all in place.</summary>
    Task<bool> CheckAsync(string sandboxId, CancellationToken cancellationToken);

    /// <summary>All attached sandboxes, also those attached before a restart of this process.</summary>
    Task<IReadOnlyList<PodNetworkAttachment>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>A sandbox to be connected.</summary>
public sealed record PodNetworkRequest
{
    /// <summary>The runtime's id of the sandbox.</summary>
    public required string SandboxId { get; init; }

    /// <summary>A file that stands for the sandbox's network namespace.</summary>
    public required string NetnsPath { get; init; }

    /// <summary>Namespace of the pod.</summary>
    public required string PodNamespace { get; init; }

    /// <summary>Name of the pod.</summary>
    public required string PodName { get; init; }

    /// <summary>Ports of the node that lead to the pod.</summary>
    public IReadOnlyList<HostPort> HostPorts { get; init; } = [];

    /// <summary>Limits on the pod's traffic, or null for none.</summary>
    public PodBandwidth? Bandwidth { get; init; }
}

/// <summary>A port of the node that leads to a port of the pod.</summary>
public sealed record HostPort
{
    /// <summary>Port on the node.</summary>
    public required int Port { get; init; }

    /// <summary>Port in the pod.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>Transport protocol.</summary>
    public TransportProtocol Protocol { get; init; } = TransportProtocol.Tcp;

    /// <summary>The one address of the node that the port is on; null or 0.0.0.0 for all, with localhost.</summary>
    public string? HostIP { get; init; }
}

/// <summary>Rates in bits per second, as the <c>kubernetes.io/ingress-bandwidth</c> and <c>egress-bandwidth</c> annotations give them.</summary>
public sealed record PodBandwidth
{
    /// <summary>Towards the pod; null for no limit.</summary>
    public long? IngressBitsPerSecond { get; init; }

    /// <summary>From the pod; null for no limit.</summary>
    public long? EgressBitsPerSecond { get; init; }
}

/// <summary>What a sandbox got.</summary>
public sealed record PodNetworkResult
{
    /// <summary>The pod's addresses, the primary first.</summary>
    public required IReadOnlyList<IPAddress> IPs { get; init; }

    /// <summary>The pod's default gateway, an address of the node.</summary>
    public required IPAddress Gateway { get; init; }

    /// <summary>Name of the link on the node's side.</summary>
    public required string HostLink { get; init; }
}

/// <summary>A sandbox that is attached, and what it has.</summary>
public sealed record PodNetworkAttachment(string SandboxId, string PodNamespace, string PodName, PodNetworkResult Result);

/// <summary>A pod cannot be connected for a reason that lies with the request or the node's configuration.</summary>
public sealed class PodNetworkException(string message, Exception? inner = null) : Exception(message, inner);
