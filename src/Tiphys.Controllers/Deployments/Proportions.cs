using Tiphys.Api.Apps.V1;

namespace Tiphys.Controllers.Deployments;

/// <summary>
/// Shares a change of a Deployment's size among its ReplicaSets in the middle of a rollout, in proportion to their sizes, so that the risk of
/// the rollout stays what it was.
/// </summary>
internal static class Proportions
{
    /// <summary>The new size of each ReplicaSet. What rounding leaves over goes to the largest.</summary>
    public static IReadOnlyList<(ReplicaSet Set, int Size)> Of(Deployment deployment, IReadOnlyList<ReplicaSet> active)
    {
        var allowed = deployment.Replicas() > 0 ? deployment.MaxTotal() : 0;
        var toAdd = allowed - active.Sum(set => set.Replicas());
        var added = 0;
        var sizes = new List<(ReplicaSet Set, int Size)>();
        foreach (var set in LargestFirst(active, newerFirst: toAdd > 0))
        {
            var share = Share(deployment, set, toAdd, added);
            added += share;
            sizes.Add((set, set.Replicas() + share));
        }

        sizes[0] = sizes[0] with { Size = Math.Max(0, sizes[0].Size + toAdd - added) };
        return sizes;
    }

    // Among ReplicaSets of the same size, newer ones grow first and older ones shrink first.
    private static IEnumerable<ReplicaSet> LargestFirst(IEnumerable<ReplicaSet> sets, bool newerFirst)
    {
        var byAge = newerFirst ? sets.OldestFirst().Reverse() : sets.OldestFirst();
        return byAge.OrderByDescending(set => set.Replicas());
    }

    private static int Share(Deployment deployment, ReplicaSet set, int toAdd, int added)
    {
        if (toAdd == 0 || toAdd == added)
        {
            return 0;
        }

        var share = Fraction(deployment, set);
        return toAdd > 0 ? Math.Min(share, toAdd - added) : Math.Max(share, toAdd - added);
    }

    private static int Fraction(Deployment deployment, ReplicaSet set)
    {
        if (deployment.Replicas() == 0)
        {
            return -set.Replicas();
        }

        var before = Revisions.Size(set, Revisions.MaxReplicas) is { } most and > 0 ? most : deployment.Status.Replicas;
        return before == 0
            ? 0
            : (int)Math.Round((double)set.Replicas() * deployment.MaxTotal() / before, MidpointRounding.AwayFromZero) - set.Replicas();
    }
}
