using Tiphys.Api.Json;

namespace Tiphys.ApiServer.Discovery;

/// <summary>Writes <c>apidiscovery.k8s.io/v2</c> APIGroupDiscoveryList: all groups with their resources in one answer.</summary>
internal static class AggregatedDiscovery
{
    public static void Write(JsonWriter writer, IEnumerable<ServedGroup> groups)
    {
        writer.StartObject();
        writer.Text("kind", "APIGroupDiscoveryList");
        writer.Text("apiVersion", "apidiscovery.k8s.io/v2");
        writer.NameOf("metadata");
        writer.StartObject();
        writer.EndObject();
        writer.NameOf("items");
        writer.StartArray();
        foreach (var group in groups)
        {
            WriteGroup(writer, group);
        }

        writer.EndArray();
        writer.EndObject();
    }

    private static void WriteGroup(JsonWriter writer, ServedGroup group)
    {
        writer.StartObject();
        writer.NameOf("metadata");
        writer.StartObject();
        if (group.Name.Length > 0)
        {
            writer.Text("name", group.Name);
        }

        writer.EndObject();
        writer.NameOf("versions");
        writer.StartArray();
        foreach (var version in group.Versions)
        {
            writer.StartObject();
            writer.Text("version", version.Version);
            writer.NameOf("resources");
            writer.StartArray();
            foreach (var resource in version.Resources)
            {
                WriteResource(writer, resource);
            }

            writer.EndArray();
            writer.Text("freshness", "Current");
            writer.EndObject();
        }

        writer.EndArray();
        writer.EndObject();
    }

    private static void WriteResource(JsonWriter writer, ResourceDefinition resource)
    {
        writer.StartObject();
        writer.Text("resource", resource.Plural);
        WriteKind(writer, resource, resource.Kind);
        writer.Text("scope", resource.Namespaced ? "Namespaced" : "Cluster");
        writer.Text("singularResource", resource.Singular);
        writer.Texts("verbs", resource.Verbs);
        writer.TextsIfAny("shortNames", resource.ShortNames);
        writer.TextsIfAny("categories", resource.Categories);
        if (resource.Subresources.Count > 0)
        {
            writer.NameOf("subresources");
            writer.StartArray();
            foreach (var subresource in resource.Subresources.OrderBy(each => each.Name, StringComparer.Ordinal))
            {
                writer.StartObject();
                writer.Text("subresource", subresource.Name);
                WriteKind(writer, resource, subresource.Kind);
                writer.Texts("verbs", subresource.Verbs);
                writer.EndObject();
            }

            writer.EndArray();
        }

        writer.EndObject();
    }

    // Group and version are left empty where they are the resource's own.
    private static void WriteKind(JsonWriter writer, ResourceDefinition resource, GroupVersionKind kind)
    {
        var own = kind.Group == resource.Kind.Group && kind.Version == resource.Kind.Version;
        writer.NameOf("responseKind");
        writer.StartObject();
        writer.Text("group", own ? "" : kind.Group);
        writer.Text("version", own ? "" : kind.Version);
        writer.Text("kind", kind.Kind);
        writer.EndObject();
    }
}
