using System.Buffers;
using Tiphys.Api.Json;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;

namespace Tiphys.ApiServer.Watching;

/// <summary>Watch events as lines of JSON. The object of a store event is encoded once for all watchers.</summary>
internal static class WatchJson
{
    public static void Write(ResourceInfo resource, in WatchItem item, IBufferWriter<byte> output)
    {
        output.Write(item.Type switch
        {
            WatchItemType.Added => "{\"type\":\"ADDED\",\"object\":"u8,
            WatchItemType.Modified => "{\"type\":\"MODIFIED\",\"object\":"u8,
            WatchItemType.Deleted => "{\"type\":\"DELETED\",\"object\":"u8,
            _ => "{\"type\":\"BOOKMARK\",\"object\":"u8,
        });
        if (item.Entry is null)
        {
            WriteBookmark(resource, item, output);
        }
        else if (item.Source is { } source && resource.Conversion is null)
        {
            output.Write(Shared(resource, item, source));
        }
        else
        {
            ObjectJson.Write(resource, item.Entry.Value.Span, item.Revision, output);
        }

        output.Write("}\n"u8);
    }

    private static byte[] Shared(ResourceInfo resource, in WatchItem item, Tiphys.Storage.StoreEvent source)
    {
        if (source.Encoded is byte[] known)
        {
            return known;
        }

        using var writer = new JsonWriter();
        ObjectJson.Write(resource, item.Entry!.Value.Span, item.Revision, writer);
        var encoded = writer.ToArray();
        source.Encoded = encoded;
        return encoded;
    }

    private static void WriteBookmark(ResourceInfo resource, in WatchItem item, IBufferWriter<byte> output)
    {
        using var writer = new JsonWriter();
        var bookmark = Bookmark(resource, item);
        bookmark.WriteJson(writer);
        output.Write(writer.WrittenSpan);
    }

    /// <summary>An object of the kind that has a version and nothing else.</summary>
    public static IKubernetesObject Bookmark(ResourceInfo resource, in WatchItem item)
    {
        var empty = (IKubernetesObject)resource.Codec.ReadJson("{}"u8, new JsonReadContext());
        return empty.WithMetadata(empty.Metadata with
        {
            ResourceVersion = item.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Annotations = item.EndsInitialEvents ? ApiMap.Of("k8s.io/initial-events-end", "true") : [],
        });
    }
}
