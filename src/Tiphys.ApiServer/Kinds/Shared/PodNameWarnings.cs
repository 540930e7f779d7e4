using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Warnings about names that go into the names and hostnames of pods.</summary>
internal static class PodNameWarnings
{
    /// <summary>A warning when the name is no DNS label.</summary>
    public static IEnumerable<string> For(string name)
    {
        var reasons = Formats.Dns1123Label(name).ToList();
        return reasons.Count == 0
            ? []
            : ["metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: "
                + $"[{string.Join(' ', reasons)}]"];
    }
}
