using Tiphys.Api.Json;

namespace Tiphys.ApiServer.Discovery;

/// <summary>Writes APIVersions, APIGroupList, APIGroup and APIResourceList.</summary>
internal static class ClassicDiscovery
{
    public static void WriteVersions(JsonWriter writer, ServedGroup core, string serverAddress)
    {
        writer.StartObject();
        writer.Text("kind", "APIVersions");
        writer.Texts("versions", core.Versions.Select(version => version.Version));
        writer.NameOf("serverAddressByClientCIDRs");
        writer.StartArray();
        writer.StartObject();
        writer.Text("clientCIDR", "0.0.0.0/0");
        writer.Text("serverAddress", serverAddress);
        writer.EndObject();
        writer.EndArray();
        writer.EndObject();
    }

    public static void WriteGroups(JsonWriter writer, IEnumerable<ServedGroup> groups)
    {
        writer.StartObject();
        writer.Text("kind", "APIGroupList");
        writer.Text("apiVersion", "v1");
        writer.NameOf("groups");
        writer.StartArray();
        foreach (var group in groups)
        {
            writer.StartObject();
            WriteGroupFields(writer, group);
            writer.EndObject();
        }

        writer.EndArray();
        writer.EndObject();
    }

    public static void WriteGroup(JsonWriter writer, ServedGroup group)
    {
        writer.StartObject();
        writer.Text("kind", "APIGroup");
        writer.Text("apiVersion", "v1");
        WriteGroupFields(writer, group);
        writer.EndObject();
    }

    public static void WriteResources(JsonWriter writer, ServedVersion version)
    {
        writer.StartObject();
        writer.Text("kind", "APIResourceList");
        if (version.Group.Length > 0)
        {
            writer.Text("apiVersion", "v1");
        }

        writer.Text("groupVersion", version.ApiVersion);
        writer.NameOf("resources");
        writer.StartArray();
        foreach (var resource in version.Resources)
        {
            WriteResource(writer, resource);
            foreach (var subresource in resource.Subresources.OrderBy(each => each.Name, StringComparer.Ordinal))
            {
                WriteSubresource(writer, resource, subresource);
            }
        }

        writer.EndArray();
        writer.EndObject();
    }

    private static void WriteGroupFields(JsonWriter writer, ServedGroup group)
    {
        writer.Text("name", group.Name);
        writer.NameOf("versions");
        writer.StartArray();
        foreach (var version in group.Versions)
        {
            WriteVersion(writer, version);
        }

        writer.EndArray();
        writer.NameOf("preferredVersion");
        WriteVersion(writer, group.Versions[0]);
    }

    private static void WriteVersion(JsonWriter writer, ServedVersion version)
    {
        writer.StartObject();
        writer.Text("groupVersion", version.ApiVersion);
        writer.Text("version", version.Version);
        writer.EndObject();
    }

    private static void WriteResource(JsonWriter writer, ResourceDefinition resource)
    {
        writer.StartObject();
        writer.Text("name", resource.Plural);
        writer.Text("singularName", resource.Singular);
        writer.NameOf("namespaced");
        writer.Boolean(resource.Namespaced);
        writer.Text("kind", resource.Kind.Kind);
        writer.Texts("verbs", resource.Verbs);
        writer.TextsIfAny("shortNames", resource.ShortNames);
        writer.TextsIfAny("categories", resource.Categories);
        if (resource.StorageVersionHash is { } hash)
        {
            writer.Text("storageVersionHash", hash);
        }

        writer.EndObject();
    }

    private static void WriteSubresource(JsonWriter writer, ResourceDefinition resource, SubresourceDefinition subresource)
    {
        writer.StartObject();
        writer.Text("name", $"{resource.Plural}/{subresource.Name}");
        writer.Text("singularName", "");
        writer.NameOf("namespaced");
        writer.Boolean(resource.Namespaced);
        if (subresource.Kind.Group != resource.Kind.Group || subresource.Kind.Version != resource.Kind.Version)
        {
            writer.Text("group", subresource.Kind.Group);
            writer.Text("version", subresource.Kind.Version);
        }

        writer.Text("kind", subresource.Kind.Kind);
        writer.Texts("verbs", subresource.Verbs);
        writer.EndObject();
    }
}
