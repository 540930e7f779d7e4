using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler.State;

/// <summary>
/// The order in which nodes are looked at: one of each zone in turn, so that also a search that stops early sees all zones
/// (pkg/scheduler/backend/cache/node_tree.go). Within a zone, in order of arrival.
/// </summary>
internal static class NodeOrder
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";
    private const string RegionLabel = "topology.kubernetes.io/region";

    internal static (string Region, string Zone) Zone(Node node) =>
        (node.Metadata.Labels.GetValueOrDefault(RegionLabel, ""), node.Metadata.Labels.GetValueOrDefault(ZoneLabel, ""));

    /// <param name="slots">All slots.</param>
    /// <param name="arrivals">Slots of the known nodes in order of arrival.</param>
    internal static int[] Of(ReadOnlySpan<NodeSlot> slots, IEnumerable<int> arrivals)
    {
        var zones = new List<List<int>>();
        var byName = new Dictionary<(string, string), List<int>>();
        foreach (var slot in arrivals)
        {
            var name = Zone(slots[slot].Node!);
            if (!byName.TryGetValue(name, out var zone))
            {
                byName.Add(name, zone = []);
                zones.Add(zone);
            }

            zone.Add(slot);
        }

        var order = new List<int>();
        for (var turn = 0; zones.Exists(zone => turn < zone.Count); turn++)
        {
            order.AddRange(zones.Where(zone => turn < zone.Count).Select(zone => zone[turn]));
        }

        return [.. order];
    }
}
