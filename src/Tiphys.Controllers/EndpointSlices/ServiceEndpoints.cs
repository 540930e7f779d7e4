using System.Net;
using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.EndpointSlices;

/// <summary>Which pods stand behind a Service, and how they show there (k8s.io/endpointslice, <c>utils.go</c>).</summary>
internal static class ServiceEndpoints
{
    public const string Headless = "service.kubernetes.io/headless";

    /// <summary>True when the pods of the Service are for controllers to find.</summary>
    public static bool IsSelecting(Service service) => !service.Spec.Selector.IsDefault && service.Spec.Type != ServiceType.ExternalName;

    public static bool HasAddress(Service service) => service.Spec.ClusterIP.Length > 0 && service.Spec.ClusterIP != "None";

    /// <summary>True when the pod can be reached, or could be until a moment ago.</summary>
    public static bool Includes(Pod pod, bool terminating) =>
        !pod.HasEnded() && (pod.Status.PodIP.Length > 0 || !pod.Status.PodIPs.IsEmpty) && (terminating || pod.Metadata.DeletionTimestamp is null);

    /// <summary>Address families of the Service.</summary>
    public static IReadOnlyList<string> AddressTypes(Service service)
    {
        if (!service.Spec.IPFamilies.IsEmpty)
        {
            return [.. service.Spec.IPFamilies];
        }

        // From a server that does not say: the family of the address, or both for a headless Service.
        return HasAddress(service)
            ? [IsIPv6(service.Spec.ClusterIP) ? AddressType.IPv6 : AddressType.IPv4]
            : [AddressType.IPv4, AddressType.IPv6];
    }

    public static bool IsIPv6(string address) => IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;

    public static IEnumerable<string> Addresses(Pod pod, string addressType) =>
        pod.Status.PodIPs.Select(ip => ip.IP).Where(ip => IsIPv6(ip) == (addressType == AddressType.IPv6));

    public static ApiList<Api.Discovery.V1.EndpointPort> Ports(Service service, Pod pod) => service.Spec.Ports
        .Select(port => (Port: port, Number: FindPort(pod, port)))
        .Where(found => found.Number is not null)
        .Select(found => new Api.Discovery.V1.EndpointPort
        {
            Name = found.Port.Name,
            Port = found.Number,
            Protocol = ProtocolOf(found.Port),
            AppProtocol = found.Port.AppProtocol,
        })
        .ToApiList();

    /// <summary>The port of the pod that a port of the Service leads to; null when the pod has none of that name.</summary>
    public static int? FindPort(Pod pod, ServicePort port)
    {
        if (port.TargetPort.StringValue is not { } name)
        {
            return port.TargetPort.IntValue == 0 ? port.Port : port.TargetPort.IntValue;
        }

        // Init containers that keep running serve too.
        var sidecars = pod.Spec.InitContainers.Where(container => container.RestartPolicy == "Always");
        return pod.Spec.Containers.Concat(sidecars)
            .SelectMany(container => container.Ports)
            .FirstOrDefault(candidate => candidate.Name == name && Protocol(candidate.Protocol) == ProtocolOf(port))?.Port;
    }

    public static string ProtocolOf(ServicePort port) => Protocol(port.Protocol);

    /// <summary>The name by which DNS finds the pod beside the Service; null for none.</summary>
    public static string? Hostname(Pod pod, Service service) =>
        pod.Spec.Hostname.Length > 0 && pod.Spec.Subdomain == service.Metadata.Name && pod.Metadata.Namespace == service.Metadata.Namespace
            ? pod.Spec.Hostname
            : null;

    public static Endpoint ToEndpoint(Pod pod, Node? node, Service service, string addressType)
    {
        var serving = pod.IsReady();
        var terminating = pod.Metadata.DeletionTimestamp is not null;
        var zone = node?.Metadata.Labels.GetValueOrDefault("topology.kubernetes.io/zone");
        return Endpoint.Empty with
        {
            Addresses = Addresses(pod, addressType).ToApiList(),
            Conditions = new EndpointConditions
            {
                Ready = service.Spec.PublishNotReadyAddresses || (serving && !terminating),
                Serving = serving,
                Terminating = terminating,
            },
            TargetRef = Reference(pod),
            NodeName = pod.Spec.NodeName.Length > 0 ? pod.Spec.NodeName : null,
            Zone = string.IsNullOrEmpty(zone) ? null : zone,
            Hostname = Hostname(pod, service),
        };
    }

    public static ObjectReference Reference(Pod pod) => ObjectReference.Empty with
    {
        Kind = "Pod",
        Namespace = pod.Metadata.Namespace,
        Name = pod.Metadata.Name,
        UID = pod.Metadata.UID,
    };

    private static string Protocol(string protocol) => protocol.Length == 0 ? "TCP" : protocol;
}
