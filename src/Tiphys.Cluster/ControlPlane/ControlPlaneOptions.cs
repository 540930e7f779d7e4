using System.Net;
using Tiphys.ApiServer.Allocation;

namespace Tiphys.Cluster.ControlPlane;

/// <summary>Where a control plane keeps its data and listens.</summary>
public sealed record ControlPlaneOptions
{
    /// <summary>Directory of the store and of the certificates.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Address of the API server; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 6443);

    /// <summary>More addresses to listen on, with the same port: those by which pods reach the API server.</summary>
    public IReadOnlyList<IPAddress> AlsoListen { get; init; } = [];

    /// <summary>What runs beside the API server.</summary>
    public ClusterComponents Loops { get; init; } = ClusterComponents.All;

    /// <summary>Name of the cluster, user and context in the kubeconfig.</summary>
    public string ClusterName { get; init; } = "tiphys";

    /// <summary>Addresses and ports of services, and where pods find the API server.</summary>
    public ServiceNetworkOptions ServiceNetwork { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
