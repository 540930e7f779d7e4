using System.Buffers;
using System.Buffers.Text;
using Tiphys.Api.Json;
using Tiphys.ApiServer.Registry;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Storage;

/// <summary>
/// The stored form of objects: JSON without a resource version, which is spliced in as the bytes are copied out. The codecs write kind,
/// apiVersion and metadata first, so the place is known without parsing:
/// <c>{"kind":"Pod","apiVersion":"v1","metadata":{</c> HERE <c>"name":"a",…</c>
/// </summary>
internal static class ObjectJson
{
    private static ReadOnlySpan<byte> MetadataHead => ",\"metadata\":{"u8;

    private static ReadOnlySpan<byte> ItemHead => "{\"metadata\":{"u8;

    /// <summary>The bytes to store.</summary>
    public static byte[] Encode(ResourceInfo resource, IKubernetesObject value) => Encode(resource.Conversion?.ToStored(value) ?? value);

    /// <summary>The typed form to keep beside them.</summary>
    public static DecodedObject Decoded(ResourceInfo resource, IKubernetesObject value) => new(resource.Conversion?.ToStored(value) ?? value);

    /// <summary>
    /// The bytes to store of an object in the kind that is stored. Lists and maps without content are not told from those that were never set,
    /// as in upstream's store, which speaks protobuf; two groups are stored as JSON there.
    /// </summary>
    public static byte[] Encode(IKubernetesObject value)
    {
        var bare = value.Metadata.ResourceVersion.Length == 0 ? value : value.WithMetadata(value.Metadata with { ResourceVersion = "" });
        using var writer = new JsonWriter { EmptyIsNull = !value.ApiVersion.StartsWith("api", StringComparison.Ordinal) };
        bare.WriteJson(writer);
        return writer.ToArray();
    }

    public static IKubernetesObject Decode(ResourceInfo resource, StoreEntry entry)
    {
        if (resource.Conversion is { } conversion)
        {
            return conversion.FromStored(Decode(resource.StoredAs!, entry));
        }

        if (entry.Decoded is not DecodedObject decoded)
        {
            decoded = new DecodedObject((IKubernetesObject)resource.Codec.ReadJson(entry.Value.Span, new JsonReadContext()));
            entry.Decoded = decoded;
            RecentForms.Add(entry);
        }

        return decoded.At(entry.ModRevision);
    }

    /// <summary>Copies a stored object out with its version; as an item of a list, it goes without kind and apiVersion.</summary>
    public static void Write(ResourceInfo resource, ReadOnlySpan<byte> stored, long revision, IBufferWriter<byte> output, bool asItem = false)
    {
        if (resource.Conversion is { } conversion)
        {
            WriteConverted(resource, conversion, stored, revision, output, asItem);
            return;
        }

        var head = resource.JsonHead.Length;
        var rest = head + MetadataHead.Length;
        if (stored.Length < rest || !stored[head..rest].SequenceEqual(MetadataHead))
        {
            throw new InvalidOperationException($"a stored {resource.Kind.Kind} does not start with its kind and metadata");
        }

        output.Write(asItem ? ItemHead : stored[..rest]);
        WriteVersion(output, revision, stored[rest] != (byte)'}');
        output.Write(stored[rest..]);
    }

    private static void WriteConverted(
        ResourceInfo resource, IVersionConversion conversion, ReadOnlySpan<byte> stored, long revision, IBufferWriter<byte> output, bool asItem)
    {
        var value = conversion.FromStored((IKubernetesObject)resource.StoredAs!.Codec.ReadJson(stored, new JsonReadContext()));
        using var writer = new JsonWriter();
        (revision == 0 ? value : DecodedObject.WithVersion(value, revision)).WriteJson(writer, asItem);
        output.Write(writer.WrittenSpan);
    }

    private static void WriteVersion(IBufferWriter<byte> output, long revision, bool more)
    {
        if (revision == 0)
        {
            return;
        }

        var span = output.GetSpan(64);
        var name = "\"resourceVersion\":\""u8;
        name.CopyTo(span);
        Utf8Formatter.TryFormat(revision, span[name.Length..], out var digits);
        var length = name.Length + digits;
        span[length++] = (byte)'"';
        if (more)
        {
            span[length++] = (byte)',';
        }

        output.Advance(length);
    }
}
