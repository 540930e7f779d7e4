namespace Tiphys.ApiServer.Discovery;

/// <summary>One version of a group and its resources, by name.</summary>
internal sealed record ServedVersion(string Group, string Version, IReadOnlyList<ResourceDefinition> Resources)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}

/// <summary>A group and its versions, the preferred one first.</summary>
internal sealed record ServedGroup(string Name, IReadOnlyList<ServedVersion> Versions);

/// <summary>Puts resources into groups and versions in the order in which discovery lists them.</summary>
internal static class GroupCatalog
{
    public static IReadOnlyList<ServedGroup> Of(IEnumerable<ResourceDefinition> resources) => resources
        .GroupBy(resource => resource.Kind.Group)
        .OrderBy(group => GroupOrder.Of(group.Key))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new ServedGroup(group.Key, Versions(group)))
        .ToArray();

    private static ServedVersion[] Versions(IGrouping<string, ResourceDefinition> group) => group
        .GroupBy(resource => resource.Kind.Version)
        .OrderByDescending(version => version.Key, StringComparer.Ordinal)
        .Select(version => new ServedVersion(
            group.Key, version.Key, version.OrderBy(resource => resource.Plural, StringComparer.Ordinal).ToArray()))
        .ToArray();
}
