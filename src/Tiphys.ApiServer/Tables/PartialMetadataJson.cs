using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Tables;

/// <summary>Writes an object's metadata alone, as <c>PartialObjectMetadata</c>.</summary>
internal static class PartialMetadataJson
{
    public static void Write(JsonWriter output, ObjectMeta metadata, string version)
    {
        output.StartObject();
        output.NameOf("kind");
        output.String("PartialObjectMetadata");
        output.NameOf("apiVersion");
        output.String("meta.k8s.io/" + version);
        output.NameOf("metadata");
        metadata.WriteJson(output);
        output.EndObject();
    }
}
