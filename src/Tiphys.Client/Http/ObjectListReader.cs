using System.Text.Json;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Client.Http;

/// <summary>Reads the answer of a LIST, whatever the name of its list kind.</summary>
internal static class ObjectListReader
{
    public static ObjectList<T> Read<T>(ReadOnlySpan<byte> json)
        where T : class, IKubernetesObject<T>
    {
        var context = new JsonReadContext();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        var metadata = ListMeta.Empty;
        var items = new List<T>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isMetadata, isItems) = (reader.ValueTextEquals("metadata"u8), reader.ValueTextEquals("items"u8));
            reader.Read();
            if (isMetadata && reader.TokenType == JsonTokenType.StartObject)
            {
                metadata = ListMeta.ReadJson(ref reader, context);
            }
            else if (isItems && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(T.ReadJson(ref reader, context));
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return new(items.ToApiList(), metadata.ResourceVersion, metadata.Continue, metadata.RemainingItemCount);
    }
}
