using System.Net;
using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;

namespace Tiphys.ApiServer.Tables.Core;

/// <summary>Services and their endpoints.</summary>
internal static class ServiceTables
{
    private const int Shown = 3;

    public static KindTable Service { get; } = new TableBuilder<Service>()
        .Name()
        .Text("Type", "How the service is reached.", service => service.Spec.Type)
        .Text("Cluster-IP", "Address of the service within the cluster.", service => service.Spec.ClusterIPs.IsEmpty ? TableText.None : service.Spec.ClusterIPs[0])
        .Text("External-IP", "Addresses of the service outside the cluster.", ExternalAddress)
        .Text("Port(s)", "Ports of the service.", service => TableText.OrNone(string.Join(',', service.Spec.Ports.Select(Port))))
        .Age()
        .Text("Selector", "Labels of the pods behind the service.", service => TableText.Labels(service.Spec.Selector)).Wide()
        .Build();

    public static KindTable Endpoints { get; } = new TableBuilder<Endpoints>()
        .Name()
        .Text("Endpoints", "Addresses and ports.", EndpointAddresses)
        .Age()
        .Build();

    public static KindTable EndpointSlice { get; } = new TableBuilder<EndpointSlice>()
        .Name()
        .Text("AddressType", "Family of the addresses.", slice => slice.AddressType)
        .Text("Ports", "Ports of the endpoints.", slice => OrUnset(TableText.Some(slice.Ports.Select(port => port.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? port.Name ?? "*").ToArray(), Shown)))
        .Text("Endpoints", "Addresses of the endpoints.", slice => OrUnset(TableText.Some(slice.Endpoints.SelectMany(each => each.Addresses).ToArray(), Shown)))
        .Age()
        .Build();

    private static string OrUnset(string text) => text.Length == 0 ? TableText.Unset : text;

    private static string Port(ServicePort port) =>
        port.NodePort > 0 ? $"{port.Port}:{port.NodePort}/{port.Protocol}" : $"{port.Port}/{port.Protocol}";

    private static string ExternalAddress(Service service)
    {
        var spec = service.Spec;
        switch (spec.Type)
        {
            case ServiceType.ClusterIP or ServiceType.NodePort:
                return TableText.OrNone(string.Join(',', spec.ExternalIPs));
            case ServiceType.ExternalName:
                return spec.ExternalName;
            case ServiceType.LoadBalancer:
                var balanced = TableText.Addresses(service.Status.LoadBalancer.Ingress.Select(each => (each.IP, each.Hostname)));
                var all = string.Join(',', new[] { balanced }.Where(text => text.Length > 0).Concat(spec.ExternalIPs));
                return all.Length > 0 ? all : "<pending>";
            default:
                return TableText.Unknown;
        }
    }

    private static string EndpointAddresses(Endpoints endpoints)
    {
        if (endpoints.Subsets.IsEmpty)
        {
            return TableText.None;
        }

        // Headless services may have no ports.
        var all = endpoints.Subsets.SelectMany(subset => subset.Ports.IsEmpty
            ? subset.Addresses.Select(address => address.IP)
            : subset.Ports.SelectMany(port => subset.Addresses.Select(address => Join(address.IP, port.Port))));
        return TableText.Some(all.ToArray(), Shown);
    }

    private static string Join(string address, int port) =>
        IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]:{port}" : $"{address}:{port}";
}
