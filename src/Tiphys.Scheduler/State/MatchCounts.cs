namespace Tiphys.Scheduler.State;

/// <summary>
/// How many pods of each node fit a condition, kept current as pods come and go. Pods of one workload share a condition, so a spread over
/// thousands of nodes costs a look at an array instead of at each pod of the cluster.
/// </summary>
internal sealed class MatchCounts(Func<PodInfo, bool> matches)
{
    private int[] _bySlot = [];

    /// <summary>Number of the use that came last; the cache drops the longest unused.</summary>
    internal long LastUse { get; set; }

    internal int this[int slot] => slot < _bySlot.Length ? _bySlot[slot] : 0;

    internal void Count(ReadOnlySpan<NodeSlot> slots)
    {
        _bySlot = new int[slots.Length];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            foreach (var pod in slots[slot].Pods ?? [])
            {
                _bySlot[slot] += matches(pod) ? 1 : 0;
            }
        }
    }

    internal void Change(int slot, PodInfo pod, int sign)
    {
        if (!matches(pod))
        {
            return;
        }

        if (slot >= _bySlot.Length)
        {
            Array.Resize(ref _bySlot, Math.Max(slot + 1, _bySlot.Length * 2));
        }

        _bySlot[slot] += sign;
    }
}
