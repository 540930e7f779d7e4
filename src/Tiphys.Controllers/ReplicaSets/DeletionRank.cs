using Tiphys.Api.Core.V1;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.ReplicaSets;

/// <summary>
/// Which pods go first when there are too many: those whose loss hurts least (<c>ActivePodsWithRanks</c> in
/// <c>pkg/controller/controller_utils.go</c>).
/// </summary>
/// <param name="podsOnNode">How many pods of the same owner each node has.</param>
/// <param name="now">Current time.</param>
internal sealed class DeletionRank(IReadOnlyDictionary<string, int> podsOnNode, DateTimeOffset now) : IComparer<Pod>
{
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>The pods to delete of those given.</summary>
    public static IReadOnlyList<Pod> Choose(IReadOnlyList<Pod> pods, IEnumerable<Pod> related, int count, DateTimeOffset now)
    {
        if (count >= pods.Count)
        {
            return pods;
        }

        var onNode = related.Where(pod => pod.IsActive()).CountBy(pod => pod.Spec.NodeName).ToDictionary();
        return [.. pods.Order(new DeletionRank(onNode, now)).Take(count)];
    }

    /// <summary>Negative when <paramref name="x"/> goes before <paramref name="y"/>.</summary>
    public int Compare(Pod? x, Pod? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var (readyX, readyY) = (x.IsReady(), y.IsReady());
        return First(
            () => (x.Spec.NodeName.Length > 0).CompareTo(y.Spec.NodeName.Length > 0),
            () => Phase(x).CompareTo(Phase(y)),
            () => readyX.CompareTo(readyY),
            () => Cost(x).CompareTo(Cost(y)),
            () => -OnSameNode(x).CompareTo(OnSameNode(y)),
            () => readyX && readyY ? Younger(x.ReadySince(), y.ReadySince(), x, y) : 0,
            () => -x.MaxRestarts(sidecars: false).CompareTo(y.MaxRestarts(sidecars: false)),
            () => -x.MaxRestarts(sidecars: true).CompareTo(y.MaxRestarts(sidecars: true)),
            () => Younger(x.Metadata.CreationTimestamp, y.Metadata.CreationTimestamp, x, y));
    }

    private static int First(params ReadOnlySpan<Func<int>> orders)
    {
        foreach (var order in orders)
        {
            if (order() is var result and not 0)
            {
                return result;
            }
        }

        return 0;
    }

    private static int Phase(Pod pod) => pod.Status.Phase switch
    {
        PodPhase.Pending => 0,
        PodPhase.Unknown => 1,
        PodPhase.Running => 2,
        _ => 0,
    };

    private static int Cost(Pod pod) => int.TryParse(pod.Metadata.Annotations.GetValueOrDefault(DeletionCost), out var cost) ? cost : 0;

    private int OnSameNode(Pod pod) => podsOnNode.GetValueOrDefault(pod.Spec.NodeName);

    // Ages are compared by their order of magnitude, and pods alike by UID, so that the choice among old pods is spread.
    private int Younger(Time a, Time b, Pod x, Pod y)
    {
        if (a == b)
        {
            return 0;
        }

        if (a.IsZero || b.IsZero)
        {
            return a.IsZero ? -1 : 1;
        }

        var difference = Magnitude(a) - Magnitude(b);
        return difference != 0 ? difference : string.CompareOrdinal(x.Metadata.UID, y.Metadata.UID);
    }

    private int Magnitude(Time since)
    {
        var nanoseconds = (now - since.Moment).TotalNanoseconds;
        return nanoseconds > 0 ? (int)Math.Log2(nanoseconds) : -1;
    }
}
