using System.Collections.Immutable;
using System.Net;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using ApiServicePort = Tiphys.Api.Core.V1.ServicePort;
using EndpointPort = Tiphys.Api.Discovery.V1.EndpointPort;

namespace Tiphys.Network.Services;

/// <summary>Makes the proxy's model of a Service out of the API objects.</summary>
internal static class ServicePorts
{
    private const string ProxyNameLabel = "service.kubernetes.io/service-proxy-name";
    private const int DefaultAffinitySeconds = 10800;

    /// <summary>The ports to proxy: none for headless Services, ExternalName, and those that name another proxy.</summary>
    internal static IEnumerable<(ServicePortName Name, ServicePort Port)> Of(Service service, IReadOnlyList<EndpointSlice> slices)
    {
        ImmutableArray<IPAddress> clusterIPs = ClusterIPs(service.Spec);
        if (clusterIPs.Length == 0 || service.Spec.Type == ServiceType.ExternalName || service.Metadata.Labels.ContainsKey(ProxyNameLabel))
        {
            yield break;
        }

        foreach (ApiServicePort port in service.Spec.Ports)
        {
            var name = new ServicePortName(service.Metadata.Namespace, service.Metadata.Name, port.Name, ProtocolOf(port.Protocol));
            yield return (name, Make(service, port, clusterIPs, Endpoints(port, slices)));
        }
    }

    /// <summary>A Service's cluster IPs; none if it is headless or has none yet.</summary>
    internal static ImmutableArray<IPAddress> ClusterIPs(ServiceSpec spec) =>
        Addresses(spec.ClusterIPs.IsEmpty ? [spec.ClusterIP] : spec.ClusterIPs);

    internal static TransportProtocol ProtocolOf(string? protocol) => protocol switch
    {
        Protocol.UDP => TransportProtocol.Udp,
        Protocol.SCTP => TransportProtocol.Sctp,
        _ => TransportProtocol.Tcp,
    };

    private static ServicePort Make(Service service, ApiServicePort port, ImmutableArray<IPAddress> clusterIPs, ImmutableArray<ServiceEndpoint> endpoints)
    {
        ServiceSpec spec = service.Spec;
        return new ServicePort
        {
            ClusterIPs = clusterIPs,
            Port = port.Port,
            NodePort = port.NodePort,
            ExternalIPs = Addresses(spec.ExternalIPs),
            LoadBalancerIPs = spec.Type == ServiceType.LoadBalancer
                ? Addresses(service.Status.LoadBalancer.Ingress.Where(i => i.IPMode is null or "VIP").Select(i => i.IP))
                : [],
            LoadBalancerSourceRanges = [.. spec.LoadBalancerSourceRanges
                .Select(r => IPNetwork.TryParse(r.Trim(), out IPNetwork network) ? network : (IPNetwork?)null).OfType<IPNetwork>()],
            ExternalPolicyLocal = spec.ExternalTrafficPolicy == "Local",
            InternalPolicyLocal = spec.InternalTrafficPolicy == "Local",
            Affinity = spec.SessionAffinity == "ClientIP"
                ? TimeSpan.FromSeconds(spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds ?? DefaultAffinitySeconds)
                : null,
            Endpoints = endpoints,
        };
    }

    private static ImmutableArray<ServiceEndpoint> Endpoints(ApiServicePort port, IReadOnlyList<EndpointSlice> slices)
    {
        ImmutableArray<ServiceEndpoint>.Builder endpoints = ImmutableArray.CreateBuilder<ServiceEndpoint>();
        foreach (EndpointSlice slice in slices.Where(s => s.AddressType != "FQDN"))
        {
            foreach (EndpointPort match in slice.Ports.Where(p => (p.Name ?? "") == port.Name && ProtocolOf(p.Protocol) == ProtocolOf(port.Protocol)))
            {
                endpoints.AddRange(slice.Endpoints.Select(e => Make(e, match)).OfType<ServiceEndpoint>());
            }
        }

        return endpoints.DrainToImmutable();
    }

    // Further addresses of an endpoint are for consumers that know what to do with them; proxies use the first.
    private static ServiceEndpoint? Make(Endpoint endpoint, EndpointPort port)
    {
        if (port.Port is not { } number || endpoint.Addresses.IsEmpty || !IPAddress.TryParse(endpoint.Addresses[0], out IPAddress? ip))
        {
            return null;
        }

        return new ServiceEndpoint
        {
            IP = ip,
            Port = number,
            Ready = endpoint.Conditions.Ready ?? true,
            Serving = endpoint.Conditions.Serving ?? true,
            Terminating = endpoint.Conditions.Terminating ?? false,
            NodeName = endpoint.NodeName,
            HintZones = [.. endpoint.Hints?.ForZones.Select(z => z.Name) ?? []],
            HintNodes = [.. endpoint.Hints?.ForNodes.Select(n => n.Name) ?? []],
        };
    }

    // "None", "" and whatever else is no address are left out.
    private static ImmutableArray<IPAddress> Addresses(IEnumerable<string> texts) =>
        [.. texts.Select(text => IPAddress.TryParse(text, out IPAddress? ip) ? ip : null).OfType<IPAddress>()];
}
