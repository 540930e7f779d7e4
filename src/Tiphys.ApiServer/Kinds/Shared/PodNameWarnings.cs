using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Warnings about names that go into the names and hostnames of pods.</summary>
internal static class PodNameWarnings
{
    /// <summary>A warning when the name of what makes pods is no DNS label.</summary>
    public static IEnumerable<string> For(string name) => Of(name, "Pod names and hostnames");

    /// <summary>A warning when the name of a pod is no DNS label.</summary>
    public static IEnumerable<string> ForPod(string name) => Of(name, "the Pod's hostname");

    private static IEnumerable<string> Of(string name, string use)
    {
        var reasons = Formats.Dns1123Label(name).ToList();
        return reasons.Count == 0
            ? []
            : [$"metadata.name: this is used in {use}, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', reasons)}]"];
    }
}
