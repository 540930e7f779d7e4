using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Admission.Pods;

/// <summary>Tolerations of two sources as one list, without those that others include (pkg/util/tolerations).</summary>
internal static class Tolerations
{
    public static ApiList<Toleration> Merge(ApiList<Toleration> first, ApiList<Toleration> second)
    {
        var all = first.AddRange(second);
        var merged = new List<Toleration>();
        for (var i = 0; i < all.Count; i++)
        {
            var each = all[i];
            var isCovered = merged.Any(other => Includes(other, each)) || all.Skip(i + 1).Any(other => other != each && Includes(other, each));
            if (!isCovered)
            {
                merged.Add(each);
            }
        }

        return [.. merged];
    }

    // True when what the smaller tolerates, the larger does too.
    private static bool Includes(Toleration larger, Toleration smaller)
    {
        if (larger == smaller)
        {
            return true;
        }

        var fitsKey = larger.Key == smaller.Key || (larger.Key.Length == 0 && larger.Operator == TolerationOperator.Exists);
        var fitsEffect = larger.Effect.Length == 0 || larger.Effect == smaller.Effect;
        var fitsTime = larger.Effect != TaintEffect.NoExecute || larger.TolerationSeconds is not { } most || smaller.TolerationSeconds <= most;
        return fitsKey && fitsEffect && fitsTime
            && (larger.Operator == TolerationOperator.Exists
                || (larger.Operator is "" or TolerationOperator.Equal && smaller.Operator == TolerationOperator.Equal && smaller.Value == larger.Value));
    }
}
