using Tiphys.Scheduler.Core;

namespace Tiphys.Scheduler.Plugins;

/// <summary>Prefers nodes with more free CPU and memory (NodeResourcesFit, LeastAllocated).</summary>
internal sealed class LeastAllocatedScore : IScorePlugin
{
    public int Weight => 1;

    public bool TryScore(Cycle cycle, ReadOnlySpan<int> slots, Span<long> scores)
    {
        var wanted = cycle.Pod.NonZeroRequests;
        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var node = ref cycle.State.Slots[slots[i]];
            long sum = 0;
            var resources = 0;
            Add(node.Allocatable.MilliCpu, node.NonZeroRequested.MilliCpu + wanted.MilliCpu, ref sum, ref resources);
            Add(node.Allocatable.Memory, node.NonZeroRequested.Memory + wanted.Memory, ref sum, ref resources);
            scores[i] = resources == 0 ? 0 : sum / resources;
        }

        return true;
    }

    private static void Add(long capacity, long requested, ref long sum, ref int resources)
    {
        if (capacity == 0)
        {
            return;
        }

        // Divided in floating point only where 100 times the bytes would not fit a long: capacities beyond 80 PiB.
        sum += requested > capacity ? 0 : capacity > long.MaxValue / Score.Max
            ? (long)((double)(capacity - requested) / capacity * Score.Max)
            : (capacity - requested) * Score.Max / capacity;
        resources++;
    }
}

/// <summary>Prefers nodes whose shares of used CPU and memory come closer to each other by the pod (NodeResourcesBalancedAllocation).</summary>
internal sealed class BalancedAllocationScore : IScorePlugin
{
    public int Weight => 1;

    public bool TryScore(Cycle cycle, ReadOnlySpan<int> slots, Span<long> scores)
    {
        var wanted = cycle.Pod.Requests;
        if (wanted is { MilliCpu: 0, Memory: 0 })
        {
            return false;
        }

        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var node = ref cycle.State.Slots[slots[i]];
            var (cpu, memory) = (node.Allocatable.MilliCpu, node.Allocatable.Memory);
            var before = Balance(node.Requested.MilliCpu, cpu, node.Requested.Memory, memory);
            var after = Balance(node.Requested.MilliCpu + wanted.MilliCpu, cpu, node.Requested.Memory + wanted.Memory, memory);
            scores[i] = (Score.Max / 2) + (((Score.Max / 2) + after - before) / 2);
        }

        return true;
    }

    /// <summary>100 when both shares are equal, 50 when one is full and the other unused; 100 too when the node lacks one of them.</summary>
    private static long Balance(long cpu, long cpuCapacity, long memory, long memoryCapacity)
    {
        if (cpuCapacity == 0 || memoryCapacity == 0)
        {
            return Score.Max;
        }

        var difference = Math.Min((double)cpu / cpuCapacity, 1) - Math.Min((double)memory / memoryCapacity, 1);
        return (long)((1 - Math.Abs(difference / 2)) * Score.Max);
    }
}
