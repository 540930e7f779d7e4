using System.Buffers;
using Tiphys.Api.Json;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Watching;

/// <summary>Watch events as lines of JSON. A store event is encoded once, as a whole line, for all watchers that see it as what it was.</summary>
internal static class WatchJson
{
    public static void Write(ResourceInfo resource, in WatchItem item, IBufferWriter<byte> output)
    {
        if (item.Source is { } source && resource.Conversion is null)
        {
            output.Write(Shared(resource, item, source));
        }
        else
        {
            WriteLine(resource, item, output);
        }
    }

    // Selectors make changes into additions and deletions; then the line is another one than most watchers get.
    private static ReadOnlySpan<byte> Shared(ResourceInfo resource, in WatchItem item, StoreEvent source)
    {
        if (source.Encoded is SharedLine known && known.Type == item.Type)
        {
            return known.Utf8;
        }

        using var writer = new JsonWriter();
        WriteLine(resource, item, writer);
        var line = writer.ToArray();
        source.Encoded = new SharedLine(item.Type, line);
        return line;
    }

    private static void WriteLine(ResourceInfo resource, in WatchItem item, IBufferWriter<byte> output)
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
        else
        {
            ObjectJson.Write(resource, item.Entry.Value.Span, item.Revision, output);
        }

        output.Write("}\n"u8);
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

    private sealed record SharedLine(WatchItemType Type, byte[] Utf8);
}
