using System.Net;
using Tiphys.Api.Core.V1;
using Tiphys.Client;

namespace Tiphys.Cli.Manifests;

/// <summary>Where Services answer on this machine.</summary>
internal static class ServiceAddresses
{
    /// <summary>One line for each port of the Services among the objects.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        IKubernetesClient client, IEnumerable<ManifestObject> objects, string nodeAddress, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        foreach (var each in objects.Where(each => each.Kind is { Group: "", Kind: "Service" }))
        {
            var ns = each.Namespace.Length > 0 ? each.Namespace : "default";
            var service = await client.GetAsync<Service>(ns, each.Name, cancellationToken);
            lines.AddRange(Of(service, nodeAddress));
        }

        return lines;
    }

    internal static IEnumerable<string> Of(Service service, string nodeAddress)
    {
        if (!IPAddress.TryParse(service.Spec.ClusterIP, out _))
        {
            return [];
        }

        return service.Spec.Ports.Select(port => $"  service/{service.Metadata.Name}: {Address(service, port, nodeAddress)}");
    }

    private static string Address(Service service, ServicePort port, string nodeAddress)
    {
        var endpoint = port.NodePort > 0 ? $"{nodeAddress}:{port.NodePort}" : $"{service.Spec.ClusterIP}:{port.Port}";
        return SchemeOf(port) is { } scheme ? $"{scheme}://{endpoint}" : $"{endpoint} ({port.Protocol})";
    }

    // By appProtocol, name or number; other TCP ports are taken for HTTP, as most are.
    private static string? SchemeOf(ServicePort port)
    {
        if (port.Protocol != "TCP")
        {
            return null;
        }

        return (port.AppProtocol ?? port.Name) == "https" || port.Port == 443 ? "https" : "http";
    }
}
