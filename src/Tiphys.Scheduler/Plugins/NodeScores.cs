using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Plugins;

/// <summary>Prefers nodes with fewer PreferNoSchedule taints that the pod does not tolerate.</summary>
internal sealed class TaintTolerationScore : IScorePlugin
{
    public int Weight => 3;

    public bool TryScore(Cycle cycle, ReadOnlySpan<int> slots, Span<long> scores)
    {
        var tolerations = cycle.Pod.Pod.Spec.Tolerations;
        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var node = ref cycle.State.Slots[slots[i]];
            scores[i] = node.HasSoftTaints ? Untolerated(tolerations, node.Node!.Spec.Taints) : 0;
        }

        Score.Normalize(scores, reverse: true);
        return true;
    }

    private static int Untolerated(ApiList<Toleration> tolerations, ApiList<Taint> taints)
    {
        var count = 0;
        foreach (var taint in taints)
        {
            if (taint.Effect == TaintEffect.PreferNoSchedule && !Tolerations.Tolerate(tolerations, taint.Key, taint.Value, taint.Effect))
            {
                count++;
            }
        }

        return count;
    }
}

/// <summary>Preferred node affinity: the sum of the weights of the terms that the node fits.</summary>
internal sealed class NodeAffinityScore : IScorePlugin
{
    public int Weight => 2;

    public bool TryScore(Cycle cycle, ReadOnlySpan<int> slots, Span<long> scores)
    {
        var terms = cycle.Pod.Pod.Spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? default;
        if (terms.IsEmpty)
        {
            return false;
        }

        for (var i = 0; i < slots.Length; i++)
        {
            scores[i] = 0;
            foreach (var term in terms)
            {
                scores[i] += NodeMatcher.Matches(term.Preference, cycle.State.Slots[slots[i]].Node!) ? term.Weight : 0;
            }
        }

        Score.Normalize(scores, reverse: false);
        return true;
    }
}

/// <summary>Prefers nodes that have the pod's images; an image that few nodes have counts less, so that pods do not heap up there.</summary>
internal sealed class ImageLocalityScore : IScorePlugin
{
    private const long Least = 23L * 1024 * 1024;
    private const long MostPerContainer = 1000L * 1024 * 1024;

    public int Weight => 1;

    public bool TryScore(Cycle cycle, ReadOnlySpan<int> slots, Span<long> scores)
    {
        var spec = cycle.Pod.Pod.Spec;
        var images = Wanted(cycle, spec);
        if (images.Count == 0)
        {
            return false;
        }

        var total = (double)cycle.State.Order.Length;
        var most = MostPerContainer * (spec.InitContainers.Count + spec.Containers.Count);
        for (var i = 0; i < slots.Length; i++)
        {
            long sum = 0;
            foreach (var (name, nodes) in images)
            {
                if (cycle.State.Slots[slots[i]].Images?.TryGetValue(name, out var bytes) == true)
                {
                    sum += (long)(bytes * (nodes / total));
                }
            }

            scores[i] = Score.Max * (Math.Clamp(sum, Least, most) - Least) / (most - Least);
        }

        return true;
    }

    /// <summary>The pod's images that any node has, and how many have them.</summary>
    private static List<(string Name, int Nodes)> Wanted(Cycle cycle, PodSpec spec)
    {
        var images = new List<(string, int)>();
        foreach (var container in spec.InitContainers)
        {
            Add(container.Image);
        }

        foreach (var container in spec.Containers)
        {
            Add(container.Image);
        }

        foreach (var volume in spec.Volumes)
        {
            Add(volume.VolumeSource.Image?.Reference ?? "");
        }

        return images;

        void Add(string image)
        {
            var name = ImageIndex.Normalize(image);
            var nodes = cycle.State.Images.Nodes(name);
            if (nodes > 0)
            {
                images.Add((name, nodes));
            }
        }
    }
}
