using System.Globalization;
using Tiphys.Api.Apps.V1;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>The number of a daemon set's pod template, kept in an annotation since its field left the API.</summary>
internal static class DaemonSetTemplates
{
    private const string Annotation = "deprecated.daemonset.template.generation";

    /// <summary>The daemon set with a number to be seen: zero until the server counts.</summary>
    public static DaemonSet Shown(DaemonSet daemonSet) => daemonSet.Metadata.Annotations.ContainsKey(Annotation) ? daemonSet : With(daemonSet, 0);

    public static DaemonSet First(DaemonSet daemonSet) => With(daemonSet, 1);

    public static DaemonSet Keep(DaemonSet daemonSet, DaemonSet old) => With(daemonSet, Number(old));

    public static DaemonSet Bump(DaemonSet daemonSet, DaemonSet old) =>
        With(daemonSet, daemonSet.Spec.Template == old.Spec.Template ? Number(old) : Number(old) + 1);

    private static long Number(DaemonSet daemonSet)
    {
        var text = daemonSet.Metadata.Annotations.GetValueOrDefault(Annotation, "0");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static DaemonSet With(DaemonSet daemonSet, long number) => daemonSet with
    {
        Metadata = daemonSet.Metadata with
        {
            Annotations = daemonSet.Metadata.Annotations.SetItem(Annotation, number.ToString(CultureInfo.InvariantCulture)),
        },
    };
}
