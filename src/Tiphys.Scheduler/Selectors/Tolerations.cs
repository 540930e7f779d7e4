using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler.Selectors;

/// <summary>Whether tolerations allow taints.</summary>
internal static class Tolerations
{
    internal static bool Tolerate(ApiList<Toleration> tolerations, string key, string value, string effect)
    {
        foreach (var toleration in tolerations)
        {
            if (Tolerates(toleration, key, value, effect))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when each of the taints is tolerated that keeps new pods away (NoSchedule and NoExecute).</summary>
    internal static bool TolerateScheduling(ApiList<Toleration> tolerations, ApiList<Taint> taints)
    {
        foreach (var taint in taints)
        {
            if (KeepsAway(taint) && !Tolerate(tolerations, taint.Key, taint.Value, taint.Effect))
            {
                return false;
            }
        }

        return true;
    }

    internal static bool KeepsAway(Taint taint) => taint.Effect is TaintEffect.NoSchedule or TaintEffect.NoExecute;

    private static bool Tolerates(Toleration toleration, string key, string value, string effect) =>
        (toleration.Effect.Length == 0 || toleration.Effect == effect)
        && (toleration.Key.Length == 0 || toleration.Key == key)
        && toleration.Operator switch
        {
            "" or TolerationOperator.Equal => toleration.Value == value,
            TolerationOperator.Exists => true,
            _ => false,
        };
}
