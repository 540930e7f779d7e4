using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Resources;

namespace Tiphys.Scheduler.State;

/// <summary>
/// What is known of nodes and of the pods on them, including pods that are assumed: placed, but not yet seen bound. It has one owner, who
/// applies changes between decisions and none during one; so during a decision it is the snapshot, and costs no copy of 5,000 nodes.
/// </summary>
internal sealed class ClusterState(ResourceNames names, Func<string, ApiMap<string>> namespaceLabels)
{
    private const int MaxTopologies = 64;

    private readonly Dictionary<string, int> _slotByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlacedPod> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TopologyValues> _topologies = new(StringComparer.Ordinal);
    private readonly MatchCountCache _counts = new();
    private readonly SortedDictionary<long, int> _arrivals = [];
    private readonly Dictionary<int, long> _arrivalBySlot = [];
    private readonly SortedDictionary<int, int> _podsByPriority = [];
    private readonly Stack<int> _free = [];
    private NodeSlot[] _slots = new NodeSlot[16];
    private int _used;
    private int[]? _order;
    private long _arrival;

    private readonly record struct PlacedPod(PodInfo Pod, int Slot, bool Assumed);

    internal ResourceNames Names => names;

    internal Func<string, ApiMap<string>> NamespaceLabels => namespaceLabels;

    internal ImageIndex Images { get; } = new();

    /// <summary>Required anti-affinity of the placed pods.</summary>
    internal PlacedTerms AntiAffinity { get; } = new();

    /// <summary>All slots, also free ones; use with <see cref="Order"/>.</summary>
    internal ReadOnlySpan<NodeSlot> Slots => _slots.AsSpan(0, _used);

    /// <summary>Slots of the known nodes in the order in which they are looked at.</summary>
    internal int[] Order => _order ??= NodeOrder.Of(Slots, _arrivals.Values);

    /// <summary>How many pods make places more or less wanted for other pods.</summary>
    internal int PodsWithPreferences { get; private set; }

    /// <summary>Lowest priority of any placed pod; the greatest number when there is none.</summary>
    internal int LowestPriority => _podsByPriority.Count == 0 ? int.MaxValue : _podsByPriority.First().Key;

    internal bool TryFind(string nodeName, out int slot) => _slotByName.TryGetValue(nodeName, out slot) && _slots[slot].Node is not null;

    /// <summary>The placed pod of this UID.</summary>
    internal PodInfo? FindPod(string uid) => _pods.TryGetValue(uid, out var placed) ? placed.Pod : null;

    /// <summary>Name of the node that the pod is on.</summary>
    internal string? NodeOf(string uid) => _pods.TryGetValue(uid, out var placed) ? _slots[placed.Slot].Name : null;

    internal bool IsAssumed(string uid) => _pods.TryGetValue(uid, out var placed) && placed.Assumed;

    /// <summary>Takes in a new or changed node.</summary>
    internal void SetNode(Node node)
    {
        var index = SlotOf(node.Metadata.Name);
        ref var slot = ref _slots[index];
        if (slot.Node is null)
        {
            _arrivals.Add(++_arrival, index);
            _arrivalBySlot[index] = _arrival;
            _order = null;
        }
        else if (NodeOrder.Zone(slot.Node) != NodeOrder.Zone(node))
        {
            _order = null;
        }

        Images.Change(slot.Images, -1);
        slot.Node = node;
        slot.Allocatable = ResourceAmounts.Of(node.Status.Allocatable, names);
        slot.AllowedPods = (int)Math.Min(node.Status.Allocatable.GetValueOrDefault(ResourceNames.Pods).Value, int.MaxValue);
        slot.HasHardTaints = node.Spec.Taints.FindIndex(Selectors.Tolerations.KeepsAway) >= 0;
        slot.HasSoftTaints = node.Spec.Taints.FindIndex(taint => taint.Effect == TaintEffect.PreferNoSchedule) >= 0;
        slot.Images = ImageIndex.Of(node);
        Images.Change(slot.Images, 1);
        ChangeTopologies(index, node);
    }

    /// <summary>Forgets a node. Its pods stay counted under its name until they are deleted, for the node may come back.</summary>
    internal void RemoveNode(string name)
    {
        if (!TryFind(name, out var index))
        {
            return;
        }

        ref var slot = ref _slots[index];
        Images.Change(slot.Images, -1);
        slot.Node = null;
        slot.Images = null;
        _arrivals.Remove(_arrivalBySlot[index]);
        _arrivalBySlot.Remove(index);
        _order = null;
        ChangeTopologies(index, null);
        FreeIfEmpty(index);
    }

    /// <summary>Places a pod on a node, in place of what was known of this pod before.</summary>
    internal void SetPod(PodInfo pod, string nodeName, bool assumed = false)
    {
        RemovePod(pod.Pod.Metadata.UID);
        var index = SlotOf(nodeName);
        _pods.Add(pod.Pod.Metadata.UID, new(pod, index, assumed));
        _slots[index].Pods.Add(pod);
        Account(index, pod, 1);
    }

    /// <summary>Takes a pod away from its node; false when it is on none.</summary>
    internal bool RemovePod(string uid)
    {
        if (!_pods.Remove(uid, out var placed))
        {
            return false;
        }

        _slots[placed.Slot].Pods.Remove(placed.Pod);
        Account(placed.Slot, placed.Pod, -1);
        FreeIfEmpty(placed.Slot);
        return true;
    }

    /// <summary>The places that a label divides the nodes into.</summary>
    internal TopologyValues Topology(string key)
    {
        if (!_topologies.TryGetValue(key, out var values) || values.Count > (2 * _used) + MaxTopologies)
        {
            if (_topologies.Count >= MaxTopologies)
            {
                // Users choose the keys; what is still needed is built anew in a moment.
                _topologies.Clear();
            }

            values = new TopologyValues(key);
            for (var slot = 0; slot < _used; slot++)
            {
                values.Set(slot, _slots[slot].Node);
            }

            _topologies[key] = values;
        }

        return values;
    }

    /// <summary>How many pods of each node fit a condition; <paramref name="key"/> must say the same as the condition.</summary>
    internal MatchCounts Counts(string key, Func<PodInfo, bool> matches) => _counts.Get(key, matches, Slots);

    /// <summary>How many pods of each node fit a condition, counted anew: for conditions that more than the pods decide.</summary>
    internal MatchCounts CountOnce(Func<PodInfo, bool> matches)
    {
        var counts = new MatchCounts(matches);
        counts.Count(Slots);
        return counts;
    }

    private void Account(int index, PodInfo pod, int sign)
    {
        ref var slot = ref _slots[index];
        slot.Requested.Add(pod.Requests, sign);
        slot.NonZeroRequested.Add(pod.NonZeroRequests, sign);
        foreach (var port in pod.HostPorts)
        {
            if (sign > 0)
            {
                slot.HostPorts.Add(port);
            }
            else
            {
                slot.HostPorts.Remove(port);
            }
        }

        AntiAffinity.Change(index, pod.RequiredAntiAffinity, sign);
        if (pod.HasPreferences)
        {
            slot.PodsWithPreferences += sign;
            PodsWithPreferences += sign;
        }

        _podsByPriority[pod.Priority] = _podsByPriority.GetValueOrDefault(pod.Priority) + sign;
        if (_podsByPriority[pod.Priority] == 0)
        {
            _podsByPriority.Remove(pod.Priority);
        }

        _counts.Change(index, pod, sign);
    }

    private void ChangeTopologies(int slot, Node? node)
    {
        foreach (var values in _topologies.Values)
        {
            values.Set(slot, node);
        }
    }

    private int SlotOf(string name)
    {
        if (_slotByName.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!_free.TryPop(out var index))
        {
            if (_used == _slots.Length)
            {
                Array.Resize(ref _slots, _used * 2);
            }

            index = _used++;
        }

        _slots[index] = new NodeSlot { Name = name, Pods = [], HostPorts = [] };
        _slotByName.Add(name, index);
        return index;
    }

    private void FreeIfEmpty(int index)
    {
        ref var slot = ref _slots[index];
        if (slot.Node is null && slot.Pods.Count == 0)
        {
            _slotByName.Remove(slot.Name);
            slot = new NodeSlot { Name = "", Pods = [], HostPorts = [] };
            _free.Push(index);
        }
    }
}
