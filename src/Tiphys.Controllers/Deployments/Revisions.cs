using System.Globalization;
using Tiphys.Api.Apps.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Controllers.Deployments;

/// <summary>The annotations by which a Deployment and its ReplicaSets know their revisions and sizes.</summary>
internal static class Revisions
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string History = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";
    private const int MaxHistoryLength = 2000;

    private static readonly HashSet<string> NotCopied =
    [
        "kubectl.kubernetes.io/last-applied-configuration", Revision, History, DesiredReplicas, MaxReplicas, "deprecated.deployment.rollback.to",
    ];

    /// <summary>Revision of a ReplicaSet; 0 when it has none.</summary>
    public static long Of(ReplicaSet set) =>
        long.TryParse(set.Metadata.Annotations.GetValueOrDefault(Revision), NumberStyles.Integer, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>The annotations that the newest ReplicaSet should have: those of the Deployment, its own, and the next revision.</summary>
    public static ApiMap<string> ForNewest(Deployment deployment, ApiMap<string> own, long next)
    {
        var result = own.SetItems(deployment.Metadata.Annotations.Where(entry => !NotCopied.Contains(entry.Key)));
        var text = own.GetValueOrDefault(Revision, "");
        var known = long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var current);
        if ((!known && text.Length > 0) || current >= next)
        {
            return result;
        }

        result = result.SetItem(Revision, Text(next));
        return known ? result.SetItem(History, Append(own.GetValueOrDefault(History, ""), text)) : result;
    }

    /// <summary>The annotations that say how large all ReplicaSets together were meant to be when this one was scaled.</summary>
    public static ApiMap<string> WithSizes(ApiMap<string> annotations, int desired, int most) =>
        annotations.SetItem(DesiredReplicas, Text(desired)).SetItem(MaxReplicas, Text(most));

    /// <summary>A size from an annotation; null when there is none that makes sense.</summary>
    public static int? Size(ReplicaSet set, string annotation) =>
        int.TryParse(set.Metadata.Annotations.GetValueOrDefault(annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    // The oldest revisions go when the list gets too long.
    private static string Append(string history, string revision)
    {
        if (history.Length == 0)
        {
            return revision;
        }

        var all = $"{history},{revision}";
        while (all.Length > MaxHistoryLength && all.IndexOf(',') is var comma and >= 0)
        {
            all = all[(comma + 1)..];
        }

        return all;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
