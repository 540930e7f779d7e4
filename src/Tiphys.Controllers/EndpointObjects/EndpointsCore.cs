using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Controllers.EndpointSlices;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.EndpointObjects;

/// <summary>What the Endpoints object of a Service holds (<c>pkg/controller/endpoint</c>); older clients read it where newer ones read slices.</summary>
internal static class EndpointsCore
{
    private const int MaxAddresses = 1000;
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";
    private const string ManagedBy = "endpoints.kubernetes.io/managed-by";

    /// <summary>The Endpoints as they should be, made from those that are there, if any.</summary>
    public static Endpoints Desired(Service service, IEnumerable<Pod> pods, Endpoints? current)
    {
        var (subsets, truncated) = Truncate(Subsets(service, pods));
        var labels = service.Metadata.Labels.SetItem(ManagedBy, "endpoint-controller");
        labels = ServiceEndpoints.HasAddress(service) ? labels.Remove(ServiceEndpoints.Headless) : labels.SetItem(ServiceEndpoints.Headless, "");
        var metadata = current?.Metadata ?? ObjectMeta.Empty with { Namespace = service.Metadata.Namespace, Name = service.Metadata.Name };
        return (current ?? Endpoints.Empty) with
        {
            Metadata = metadata with
            {
                Labels = labels,
                Annotations = truncated ? metadata.Annotations.SetItem(OverCapacity, "truncated") : metadata.Annotations.Remove(OverCapacity),
            },
            Subsets = subsets,
        };
    }

    // One subset for all addresses that have the same ports.
    private static ApiList<EndpointSubset> Subsets(Service service, IEnumerable<Pod> pods)
    {
        var headlessWithoutPorts = service.Spec.Ports.IsEmpty && !ServiceEndpoints.HasAddress(service);
        var family = ServiceEndpoints.AddressTypes(service)[0];
        return pods
            .Where(pod => ServiceEndpoints.Includes(pod, service.Spec.PublishNotReadyAddresses) && ServiceEndpoints.Addresses(pod, family).Any())
            .OrderBy(pod => pod.Metadata.UID, StringComparer.Ordinal)
            .Select(pod => (Pod: pod, Address: Address(service, pod, family), Ports: Ports(service, pod)))
            .Where(found => found.Ports.Count > 0 || headlessWithoutPorts)
            .GroupBy(found => found.Ports)
            .OrderBy(group => string.Join(",", group.Key.Select(port => $"{port.Name}/{port.Port}/{port.Protocol}")), StringComparer.Ordinal)
            .Select(group => EndpointSubset.Empty with
            {
                Addresses = AddressesOf(group.Where(found => IsReady(service, found.Pod)).Select(found => found.Address)),
                NotReadyAddresses = AddressesOf(group.Where(found => !IsReady(service, found.Pod)).Select(found => found.Address)),
                Ports = group.Key,
            })
            .ToApiList();
    }

    private static bool IsReady(Service service, Pod pod) => service.Spec.PublishNotReadyAddresses || pod.IsReady();

    private static ApiList<EndpointAddress> AddressesOf(IEnumerable<EndpointAddress> addresses)
    {
        var sorted = addresses.OrderBy(address => address.IP, StringComparer.Ordinal).ToList();
        return sorted.Count == 0 ? default : sorted.ToApiList();
    }

    private static ApiList<EndpointPort> Ports(Service service, Pod pod)
    {
        var ports = service.Spec.Ports
            .Select(port => (Port: port, Number: ServiceEndpoints.FindPort(pod, port)))
            .Where(found => found.Number is not null)
            .Select(found => new EndpointPort
            {
                Name = found.Port.Name,
                Port = found.Number!.Value,
                Protocol = ServiceEndpoints.ProtocolOf(found.Port),
                AppProtocol = found.Port.AppProtocol,
            })
            .OrderBy(port => port.Name, StringComparer.Ordinal)
            .ToList();
        return ports.Count == 0 ? default : ports.ToApiList();
    }

    private static EndpointAddress Address(Service service, Pod pod, string family) => EndpointAddress.Empty with
    {
        IP = ServiceEndpoints.Addresses(pod, family).First(),
        Hostname = ServiceEndpoints.Hostname(pod, service) ?? "",
        NodeName = pod.Spec.NodeName.Length > 0 ? pod.Spec.NodeName : null,
        TargetRef = ServiceEndpoints.Reference(pod),
    };

    // Ready addresses are the last to be left out.
    private static (ApiList<EndpointSubset> Subsets, bool Truncated) Truncate(ApiList<EndpointSubset> subsets)
    {
        var ready = subsets.Sum(subset => subset.Addresses.Count);
        var unready = subsets.Sum(subset => subset.NotReadyAddresses.Count);
        if (ready + unready <= MaxAddresses)
        {
            return (subsets, false);
        }

        var (roomReady, roomUnready) = (Math.Min(ready, MaxAddresses), Math.Max(0, MaxAddresses - ready));
        var kept = new List<EndpointSubset>();
        foreach (var subset in subsets)
        {
            var (addresses, notReady) = (subset.Addresses.Take(roomReady).ToApiList(), subset.NotReadyAddresses.Take(roomUnready).ToApiList());
            (roomReady, roomUnready) = (roomReady - addresses.Count, roomUnready - notReady.Count);
            if (addresses.Count + notReady.Count > 0)
            {
                kept.Add(subset with { Addresses = addresses.IsEmpty ? default : addresses, NotReadyAddresses = notReady.IsEmpty ? default : notReady });
            }
        }

        return (kept.ToApiList(), true);
    }
}
