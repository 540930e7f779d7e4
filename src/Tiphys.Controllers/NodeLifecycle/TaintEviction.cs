using Tiphys.Api.Core.V1;

namespace Tiphys.Controllers.NodeLifecycle;

/// <summary>How long pods bear the taints of their node (<c>pkg/controller/tainteviction</c>).</summary>
internal static class TaintEviction
{
    /// <summary>The time from which a pod has to go: 0 for at once, null for never.</summary>
    public static TimeSpan? Bears(Pod pod, IEnumerable<Taint> taints)
    {
        TimeSpan? shortest = null;
        foreach (var taint in taints)
        {
            if (pod.Spec.Tolerations.FirstOrDefault(toleration => Tolerates(toleration, taint)) is not { } toleration)
            {
                return TimeSpan.Zero;
            }

            if (toleration.TolerationSeconds is { } seconds)
            {
                var time = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue));
                shortest = shortest is null || time < shortest ? time : shortest;
            }
        }

        return shortest;
    }

    /// <summary>True when the toleration fits the taint: an empty key, operator or effect fits any.</summary>
    public static bool Tolerates(Toleration toleration, Taint taint)
    {
        if ((toleration.Effect.Length > 0 && toleration.Effect != taint.Effect) || (toleration.Key.Length > 0 && toleration.Key != taint.Key))
        {
            return false;
        }

        return toleration.Operator switch
        {
            "Exists" => true,
            "" or "Equal" => toleration.Key.Length > 0 && toleration.Value == taint.Value,
            _ => false,
        };
    }
}
