using System.Net;
using Tiphys.Api;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;

namespace Tiphys.Cluster.Nodes;

/// <summary>The Service under whose name and address pods and people look for the cluster's DNS. It has no endpoints: every node answers itself.</summary>
internal static class DnsService
{
    private const string Namespace = "kube-system";
    private const string Name = "kube-dns";
    private const int Port = 53;

    /// <summary>Makes the Service, which reserves the address, unless it is there.</summary>
    public static async Task EnsureAsync(IKubernetesClient client, IPAddress address, CancellationToken cancellationToken)
    {
        // Asked first: an attempt to make it again would fail for its address, which is taken by itself.
        if (!await ExistsAsync(client, cancellationToken))
        {
            await client.CreateAsync(Of(address), cancellationToken);
        }
    }

    private static async Task<bool> ExistsAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetAsync<Service>(Namespace, Name, cancellationToken);
            return true;
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return false;
        }
    }

    private static Service Of(IPAddress address) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = Name,
            Namespace = Namespace,
            Labels = new Dictionary<string, string> { ["k8s-app"] = "kube-dns", ["kubernetes.io/cluster-service"] = "true", ["kubernetes.io/name"] = "CoreDNS" }.ToApiMap(),
        },
        Spec = new ServiceSpec
        {
            ClusterIP = address.ToString(),
            Ports = [new ServicePort { Name = "dns", Protocol = "UDP", Port = Port }, new ServicePort { Name = "dns-tcp", Protocol = "TCP", Port = Port }],
        },
    };
}
