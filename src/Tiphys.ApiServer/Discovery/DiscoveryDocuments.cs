using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.Discovery;

/// <summary>What the server serves, as the documents by which clients find their way (classic discovery).</summary>
internal sealed class DiscoveryDocuments(ResourceRegistry registry)
{
    /// <summary>All groups but the core group.</summary>
    public APIGroupList Groups { get; } = new()
    {
        Groups = registry.All.Select(resource => resource.Group).Distinct().Where(group => group.Length > 0)
            .OrderBy(GroupOrder.Of).ThenBy(group => group, StringComparer.Ordinal)
            .Select(group => GroupOf(registry, group)).ToApiList(),
    };

    /// <summary>The versions of the core group.</summary>
    public static APIVersions CoreVersions(string serverAddress) => new()
    {
        Versions = ["v1"],
        ServerAddressByClientCIDRs = [new ServerAddressByClientCIDR { ClientCIDR = "0.0.0.0/0", ServerAddress = serverAddress }],
    };

    /// <summary>One group; null when it is not served.</summary>
    public APIGroup? Group(string name) => Groups.Groups.FirstOrDefault(group => group.Name == name);

    /// <summary>The resources of a group and version; null when it is not served.</summary>
    public APIResourceList? Resources(string group, string version)
    {
        var resources = registry.All.Where(resource => resource.Group == group && resource.Kind.Version == version)
            .OrderBy(resource => resource.Plural, StringComparer.Ordinal).ToList();
        return resources.Count == 0 ? null : new APIResourceList
        {
            GroupVersion = resources[0].Kind.ApiVersion,
            APIResources = resources.SelectMany(Describe).ToApiList(),
        };
    }

    private static APIGroup GroupOf(ResourceRegistry registry, string group)
    {
        // The newest version is the preferred one: v2 before v1.
        var versions = registry.All.Where(resource => resource.Group == group).Select(resource => resource.Kind.Version).Distinct()
            .OrderByDescending(version => version, StringComparer.Ordinal)
            .Select(version => new GroupVersionForDiscovery { GroupVersion = $"{group}/{version}", Version = version }).ToApiList();
        return new APIGroup { Name = group, Versions = versions, PreferredVersion = versions[0] };
    }

    private static IEnumerable<APIResource> Describe(ResourceInfo resource)
    {
        var definition = resource.Definition;
        yield return new APIResource
        {
            Name = definition.Plural,
            SingularName = definition.Singular,
            Namespaced = definition.Namespaced,
            Kind = definition.Kind.Kind,
            Verbs = definition.Verbs.ToApiList(),
            ShortNames = definition.ShortNames.ToApiList(),
            Categories = definition.Categories.ToApiList(),
            StorageVersionHash = definition.StorageVersionHash ?? "",
        };
        foreach (var subresource in definition.Subresources)
        {
            var foreign = subresource.Kind.ApiVersion != definition.Kind.ApiVersion;
            yield return new APIResource
            {
                Name = $"{definition.Plural}/{subresource.Name}",
                Namespaced = definition.Namespaced,
                Group = foreign ? subresource.Kind.Group : "",
                Version = foreign ? subresource.Kind.Version : "",
                Kind = subresource.Kind.Kind,
                Verbs = subresource.Verbs.ToApiList(),
            };
        }
    }
}
