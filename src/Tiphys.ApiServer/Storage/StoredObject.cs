using System.Buffers;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Registry;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Storage;

/// <summary>An object as a handler answers it: its bytes, and its typed form when somebody asks.</summary>
internal sealed class StoredObject
{
    private readonly StoreEntry? _entry;
    private readonly long _revision;
    private readonly ReadOnlyMemory<byte> _json;
    private IKubernetesObject? _value;

    private StoredObject(ResourceInfo resource, StoreEntry? entry, ReadOnlyMemory<byte> json, long revision, IKubernetesObject? value)
    {
        Resource = resource;
        _entry = entry;
        _json = json;
        _revision = revision;
        _value = value;
    }

    public ResourceInfo Resource { get; }

    /// <summary>The typed form, with its resource version.</summary>
    public IKubernetesObject Value => _value ??= ObjectJson.Decode(Resource, _entry!);

    public static StoredObject Of(ResourceInfo resource, StoreEntry entry) => new(resource, entry, entry.Value, entry.ModRevision, null);

    /// <summary>An object that a deletion removed: its version is that of the deletion.</summary>
    public static StoredObject Deleted(ResourceInfo resource, StoreEntry entry, long revision) =>
        new(resource, null, entry.Value, revision, DecodedObject.WithVersion(ObjectJson.Decode(resource, entry), revision));

    /// <summary>What a dry run would have stored.</summary>
    public static StoredObject DryRun(ResourceInfo resource, IKubernetesObject value, long revision) => new(
        resource, null, ObjectJson.Encode(resource, value), revision, revision == 0 ? value : DecodedObject.WithVersion(value, revision));

    /// <summary>Writes the object as a protobuf message.</summary>
    public void WriteProtobuf(ProtobufWriter output)
    {
        if (_entry is not null)
        {
            output.Raw(ObjectProtobuf.Of(Resource, _entry));
        }
        else
        {
            Value.WriteProtobuf(output);
        }
    }

    public void WriteJson(IBufferWriter<byte> output) => ObjectJson.Write(Resource, _json.Span, _revision, output);
}
