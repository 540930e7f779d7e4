using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Registry;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Storage;

/// <summary>Stored objects as protobuf messages. An object is encoded once for the lists and watches that want it at about the same time.</summary>
internal static class ObjectProtobuf
{
    /// <summary>The message of a stored object, with its resource version.</summary>
    public static byte[] Of(ResourceInfo resource, StoreEntry entry)
    {
        if (resource.Conversion is not null)
        {
            return Encode(ObjectJson.Decode(resource, entry));
        }

        if (entry.Encoded is not byte[] message)
        {
            message = Encode(Typed(resource, entry));
            entry.Encoded = message;
            RecentForms.Add(entry);
        }

        return message;
    }

    public static byte[] Encode(IKubernetesObject value)
    {
        using var writer = new ProtobufWriter();
        value.WriteProtobuf(writer);
        return writer.ToArray();
    }

    // The typed form is not kept: once there is a message, nobody needs it.
    private static IKubernetesObject Typed(ResourceInfo resource, StoreEntry entry) => entry.Decoded is DecodedObject known
        ? known.At(entry.ModRevision)
        : DecodedObject.WithVersion((IKubernetesObject)resource.Codec.ReadJson(entry.Value.Span, new JsonReadContext()), entry.ModRevision);
}
