using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Objects reduced to their metadata, in both versions of that form.</summary>
internal static class PartialObjects
{
    public const string Group = "meta.k8s.io";

    private const string Name = "PartialObjectMetadata";

    public static GroupVersionKind Kind(string version) => new(Group, version, Name);

    public static GroupVersionKind ListKind(string version) => new(Group, version, Name + "List");

    public static PartialObjectMetadata Of(IKubernetesObject value) => new() { Metadata = value.Metadata };

    public static PartialObjectMetadataList List(IEnumerable<IKubernetesObject> values, ListMeta metadata)
    {
        var items = values.Select(Of).ToApiList();
        return new() { Metadata = metadata, Items = items.IsEmpty ? default : items };
    }

    public static void Write(JsonWriter writer, PartialObjectMetadata value, string version)
    {
        Start(writer, Kind(version));
        value.Metadata.WriteJson(writer);
        writer.EndObject();
    }

    // A list without items is null in the older version, whose lists upstream makes by hand; the newer one has it too.
    public static void WriteList(JsonWriter writer, IEnumerable<IKubernetesObject> values, ListMeta metadata, string version)
    {
        Start(writer, ListKind(version));
        metadata.WriteJson(writer);
        writer.NameOf("items");
        using var each = values.GetEnumerator();
        if (!each.MoveNext())
        {
            writer.Null();
        }
        else
        {
            writer.StartArray();
            do
            {
                Write(writer, Of(each.Current), version);
            }
            while (each.MoveNext());
            writer.EndArray();
        }

        writer.EndObject();
    }

    /// <summary>Refuses the form of a list for one object.</summary>
    /// <exception cref="Tiphys.Api.Errors.ApiException">406.</exception>
    public static void RefuseList(ResourceInfo resource, MediaFormat format)
    {
        if (format.As == Name + "List")
        {
            throw MediaFormat.NotAcceptable($"you requested {Name}List, but the requested object is not a list (*{GoType(resource)})");
        }
    }

    /// <summary>Refuses the form of one object for a list.</summary>
    /// <exception cref="Tiphys.Api.Errors.ApiException">406.</exception>
    public static void RefuseObject(ResourceInfo resource, MediaFormat format)
    {
        if (format.As == Name)
        {
            throw MediaFormat.NotAcceptable($"you requested {Name}, but the requested object is a list (*{GoType(resource)}List)");
        }
    }

    private static string GoType(ResourceInfo resource) => InternalTypes.NameOf(resource.Kind);

    private static void Start(JsonWriter writer, GroupVersionKind kind)
    {
        writer.StartObject();
        writer.NameOf("kind");
        writer.String(kind.Kind);
        writer.NameOf("apiVersion");
        writer.String(kind.ApiVersion);
        writer.NameOf("metadata");
    }
}
