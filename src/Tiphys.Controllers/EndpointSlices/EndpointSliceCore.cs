using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Controllers.Shared;
using EndpointPort = Tiphys.Api.Discovery.V1.EndpointPort;

namespace Tiphys.Controllers.EndpointSlices;

/// <summary>What to write so that the slices of a Service show its pods.</summary>
internal sealed record SlicePlan(IReadOnlyList<EndpointSlice> Create, IReadOnlyList<EndpointSlice> Update, IReadOnlyList<EndpointSlice> Delete);

/// <summary>
/// Decides how the endpoints of a Service are spread over slices (k8s.io/endpointslice, <c>reconciler.go</c>): with as few writes as possible,
/// so that each change reaches all nodes as one small object. Endpoints stay in the slice they are in; new ones fill slices that are written
/// anyway, then one with room for all of them, then new slices.
/// </summary>
internal static class EndpointSliceCore
{
    public static SlicePlan Plan(
        Service service, IReadOnlyCollection<Pod> pods, Func<string, Node?> nodes, IReadOnlyCollection<EndpointSlice> existing, int maxEndpoints)
    {
        var types = ServiceEndpoints.AddressTypes(service);
        var plans = types.Select(type => PlanType(service, pods, nodes, type, [.. existing.Where(slice => slice.AddressType == type)], maxEndpoints)).ToList();
        return new SlicePlan(
            [.. plans.SelectMany(plan => plan.Create)],
            [.. plans.SelectMany(plan => plan.Update)],
            [.. plans.SelectMany(plan => plan.Delete), .. existing.Where(slice => !types.Contains(slice.AddressType))]);
    }

    private static SlicePlan PlanType(
        Service service, IReadOnlyCollection<Pod> pods, Func<string, Node?> nodes, string type, List<EndpointSlice> existing, int maxEndpoints)
    {
        var mine = existing.Where(slice => slice.Metadata.OwnerReferences.Any(owner => owner.UID == service.Metadata.UID)).ToList();
        var delete = existing.Except(mine).ToList();
        var create = new List<EndpointSlice>();
        var update = new List<EndpointSlice>();
        var desired = Desired(service, pods, nodes, type);
        foreach (var (ports, endpoints) in desired)
        {
            var slices = mine.Where(slice => SamePorts(slice.Ports, ports)).ToList();
            var packing = new Packing(service, type, ports, maxEndpoints);
            packing.Run(slices, endpoints);
            create.AddRange(packing.Create);
            update.AddRange(packing.Update);
            delete.AddRange(packing.Delete);
        }

        var stale = mine.Where(slice => !desired.Any(wanted => SamePorts(slice.Ports, wanted.Ports)));
        foreach (var slice in stale)
        {
            delete.Add(slice);
        }

        return WithPlaceholder(service, type, existing, new SlicePlan(create, update, delete));
    }

    // A Service without pods has one empty slice, so that everybody can tell "none" from "not known yet".
    private static SlicePlan WithPlaceholder(Service service, string type, List<EndpointSlice> existing, SlicePlan plan)
    {
        if (plan.Create.Count > 0 || plan.Delete.Count < existing.Count)
        {
            return plan;
        }

        var placeholder = NewSlice(service, type, [], []);
        var kept = plan.Delete.FirstOrDefault(slice => slice.Endpoints.IsEmpty && slice.Ports.IsEmpty
            && slice.Metadata.Labels == placeholder.Metadata.Labels && slice.Metadata.OwnerReferences == placeholder.Metadata.OwnerReferences);
        return kept is not null
            ? plan with { Delete = [.. plan.Delete.Where(slice => slice != kept)] }
            : plan with { Create = [placeholder] };
    }

    private static List<(ApiList<EndpointPort> Ports, List<Endpoint> Endpoints)> Desired(
        Service service, IEnumerable<Pod> pods, Func<string, Node?> nodes, string type)
    {
        var groups = new List<(ApiList<EndpointPort> Ports, List<Endpoint> Endpoints)>();
        foreach (var pod in pods.Where(pod => ServiceEndpoints.Includes(pod, terminating: true)).OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal))
        {
            var endpoint = Hinted(service, ServiceEndpoints.ToEndpoint(pod, nodes(pod.Spec.NodeName), service, type));
            if (endpoint.Addresses.IsEmpty)
            {
                continue;
            }

            var ports = ServiceEndpoints.Ports(service, pod);
            var group = groups.Find(group => SamePorts(group.Ports, ports));
            if (group.Endpoints is null)
            {
                group = (ports, []);
                groups.Add(group);
            }

            group.Endpoints.Add(endpoint);
        }

        return groups;
    }

    // KEP-3015: traffic is to stay in the zone, or on the node, where it begins.
    private static Endpoint Hinted(Service service, Endpoint endpoint)
    {
        if (endpoint.Conditions.Ready != true)
        {
            return endpoint;
        }

        return service.Spec.TrafficDistribution switch
        {
            "PreferClose" or "PreferSameZone" when endpoint.Zone is { } zone =>
                endpoint with { Hints = EndpointHints.Empty with { ForZones = [new ForZone { Name = zone }] } },
            "PreferSameNode" when endpoint.NodeName is { } node => endpoint with
            {
                Hints = EndpointHints.Empty with
                {
                    ForZones = endpoint.Zone is { } zone ? [new ForZone { Name = zone }] : default,
                    ForNodes = [new ForNode { Name = node }],
                },
            },
            _ => endpoint,
        };
    }

    private static bool SamePorts(ApiList<EndpointPort> a, ApiList<EndpointPort> b) =>
        a.Count == b.Count && a.OrderBy(Text, StringComparer.Ordinal).SequenceEqual(b.OrderBy(Text, StringComparer.Ordinal));

    private static string Text(EndpointPort port) => $"{port.Name}/{port.Protocol}/{port.Port}/{port.AppProtocol}";

    private static EndpointSlice NewSlice(Service service, string type, ApiList<EndpointPort> ports, ApiList<Endpoint> endpoints) => EndpointSlice.Empty with
    {
        Metadata = ObjectMeta.Empty with
        {
            Namespace = service.Metadata.Namespace,
            GenerateName = service.Metadata.Name + "-",
            Labels = SliceLabels.Of(service),
            OwnerReferences = [Owners.ControllerReference(service)],
        },
        AddressType = type,
        Ports = ports,
        Endpoints = endpoints,
    };

    /// <summary>Packs the endpoints that have the same ports into slices.</summary>
    private sealed class Packing(Service service, string type, ApiList<EndpointPort> ports, int maxEndpoints)
    {
        public List<EndpointSlice> Create { get; } = [];

        public List<EndpointSlice> Update { get; } = [];

        public List<EndpointSlice> Delete { get; } = [];

        public void Run(List<EndpointSlice> slices, List<Endpoint> endpoints)
        {
            var fresh = endpoints.ToDictionary(Key);
            var wanted = new Dictionary<(string, string), Endpoint>(fresh);
            var unchanged = new List<EndpointSlice>();
            var changed = new List<EndpointSlice>();
            foreach (var slice in slices)
            {
                // One that stands in two slices stays in the first.
                var kept = slice.Endpoints.Where(endpoint => wanted.Remove(Key(endpoint))).Select(endpoint => fresh[Key(endpoint)]);
                var after = WithLabels(slice) with { Endpoints = kept.ToApiList() };
                (after == slice ? unchanged : changed).Add(after);
            }

            Fill(changed, wanted, onlyWhenAllFit: false);
            Fill(unchanged, wanted, onlyWhenAllFit: true, moveTo: changed);
            foreach (var rest in wanted.Values.Chunk(maxEndpoints))
            {
                Create.Add(NewSlice(service, type, ports, rest.ToApiList()));
            }

            Update.AddRange(changed.Where(slice => !slice.Endpoints.IsEmpty));
            Delete.AddRange(changed.Where(slice => slice.Endpoints.IsEmpty));
        }

        private void Fill(List<EndpointSlice> slices, Dictionary<(string, string), Endpoint> wanted, bool onlyWhenAllFit, List<EndpointSlice>? moveTo = null)
        {
            foreach (var index in Enumerable.Range(0, slices.Count).OrderByDescending(i => slices[i].Endpoints.Count).ToList())
            {
                var room = maxEndpoints - slices[index].Endpoints.Count;
                if (wanted.Count == 0 || room <= 0 || (onlyWhenAllFit && room < wanted.Count))
                {
                    continue;
                }

                var added = wanted.Take(room).ToList();
                added.ForEach(entry => wanted.Remove(entry.Key));
                slices[index] = slices[index] with { Endpoints = slices[index].Endpoints.AddRange(added.Select(entry => entry.Value)) };
                moveTo?.Add(slices[index]);
            }
        }

        private EndpointSlice WithLabels(EndpointSlice slice) => slice with { Metadata = slice.Metadata with { Labels = SliceLabels.Of(service) } };

        private static (string, string) Key(Endpoint endpoint) => (endpoint.TargetRef?.UID ?? "", endpoint.Addresses.IsEmpty ? "" : endpoint.Addresses[0]);
    }
}
