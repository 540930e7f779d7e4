using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Protobuf;

namespace Tiphys.Api;

/// <summary>A root object with metadata: what the API server stores and clients read and write. Immutable and shared.</summary>
public interface IKubernetesObject
{
    /// <summary>Group and version, for example <c>apps/v1</c>.</summary>
    string ApiVersion { get; }

    /// <summary>Kind, for example <c>Deployment</c>.</summary>
    string Kind { get; }

    /// <summary>Name, labels and the other metadata of the object.</summary>
    ObjectMeta Metadata { get; }

    /// <summary>The same object with other metadata.</summary>
    IKubernetesObject WithMetadata(ObjectMeta metadata);

    /// <summary>Writes the object as JSON; without its apiVersion and kind, when <paramref name="asItem"/> is true.</summary>
    void WriteJson(JsonWriter writer, bool asItem = false);

    /// <summary>Writes the fields as a protobuf message, without the envelope.</summary>
    void WriteProtobuf(ProtobufWriter writer);
}

/// <summary>A root object of a known type.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IKubernetesObject<TSelf> : IKubernetesObject, IApiType<TSelf>
    where TSelf : class, IKubernetesObject<TSelf>
{
    /// <summary>Group, version and kind of the type.</summary>
    static abstract GroupVersionKind GroupVersionKind { get; }

    /// <summary>The same object with other metadata.</summary>
    new TSelf WithMetadata(ObjectMeta metadata);

    /// <inheritdoc cref="IKubernetesObject.WriteJson"/>
    new void WriteJson(JsonWriter writer, bool asItem = false);

    /// <inheritdoc cref="IKubernetesObject.WriteProtobuf"/>
    new void WriteProtobuf(ProtobufWriter writer);
}
