using System.Collections.Immutable;
using System.Net;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Network.Services;

namespace Tiphys.Network.Dns;

/// <summary>Makes DNS' view of a Service out of the API objects.</summary>
internal static class DnsServices
{
    internal static DnsService Of(Service service, IReadOnlyList<EndpointSlice> slices)
    {
        ServiceSpec spec = service.Spec;
        bool external = spec.Type == ServiceType.ExternalName;
        ImmutableArray<IPAddress> clusterIPs = external ? [] : ServicePorts.ClusterIPs(spec);
        bool headless = !external && spec.ClusterIP == "None";
        return new DnsService(
            service.Metadata.Namespace,
            service.Metadata.Name,
            clusterIPs,
            external ? spec.ExternalName : null,
            [.. spec.Ports.Select(p => new DnsPort(p.Name, ServicePorts.ProtocolOf(p.Protocol), p.Port))],
            headless ? [.. slices.Where(s => s.AddressType != "FQDN").SelectMany(Endpoints)] : []);
    }

    // An endpoint is published when it is ready, which the slice says too of those that the Service publishes unready.
    private static IEnumerable<DnsEndpoint> Endpoints(EndpointSlice slice)
    {
        ImmutableArray<DnsPort> ports = [.. slice.Ports.Where(p => p.Port is not null)
            .Select(p => new DnsPort(p.Name ?? "", ServicePorts.ProtocolOf(p.Protocol), p.Port!.Value))];
        foreach (Endpoint endpoint in slice.Endpoints.Where(e => e.Conditions.Ready ?? true))
        {
            foreach (string address in endpoint.Addresses)
            {
                if (IPAddress.TryParse(address, out IPAddress? ip))
                {
                    yield return new DnsEndpoint { IP = ip, Hostname = string.IsNullOrEmpty(endpoint.Hostname) ? null : endpoint.Hostname, Ports = ports };
                }
            }
        }
    }
}
