using Tiphys.Api;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.ManagedFields;
using Tiphys.ApiServer.Registry;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Patching;

/// <summary>Keeps managed fields of creates, updates and patches.</summary>
internal sealed class ManagedFieldsTracker : IManagedFieldsTracker
{
    /// <inheritdoc/>
    public IKubernetesObject Track(ResourceInfo resource, IKubernetesObject value, IKubernetesObject? old, StoreEntry? entry, string manager, string subresource, Time now)
    {
        var live = old?.Metadata.ManagedFields ?? default;
        var existing = ManagedFieldsUpdater.Choose(live, value.Metadata.ManagedFields, subresource.Length > 0);
        var entries = ManagedFieldsUpdater.AfterUpdate(
            resource.Codec.Schema,
            old is null ? null : ObjectTree.Of(resource, old, entry),
            ObjectTree.Of(resource, value),
            existing,
            ObjectTree.Request(resource, manager, subresource, now));
        return value.WithMetadata(value.Metadata with { ManagedFields = entries });
    }
}

/// <summary>Server-side apply on typed objects.</summary>
internal sealed class ApplyEngine : IApplyEngine
{
    /// <inheritdoc/>
    public IKubernetesObject Apply(
        ResourceInfo resource, IKubernetesObject? live, StoreEntry? entry, ReadOnlyMemory<byte> configuration, string manager, bool force, string subresource, Time now)
    {
        var applied = Read(configuration) as JsonMap
            ?? throw StatusErrors.BadRequest("invalid object type: /, Kind=");
        CheckKind(resource.Kind, applied);
        var result = ServerSideApply.Apply(
            resource.Codec.Schema,
            live is null ? null : ObjectTree.Of(resource, live, entry),
            applied,
            live?.Metadata.ManagedFields ?? default,
            ObjectTree.Request(resource, manager, subresource, now),
            force);
        return Typed(resource, result);
    }

    private static void CheckKind(GroupVersionKind expected, JsonMap applied)
    {
        var (apiVersion, kind) = ((applied["apiVersion"] as JsonText)?.Value ?? "", (applied["kind"] as JsonText)?.Value ?? "");
        if (apiVersion != expected.ApiVersion || kind != expected.Kind)
        {
            throw StatusErrors.BadRequest($"invalid object type: {(apiVersion.Contains('/') ? apiVersion : "/" + apiVersion)}, Kind={kind}");
        }
    }

    private static JsonValue Read(ReadOnlyMemory<byte> configuration)
    {
        try
        {
            return JsonValue.Parse(configuration.Span);
        }
        catch (JsonDecodeException error)
        {
            throw new ApiException(StatusErrors.BadRequest($"error decoding YAML: {error.Message}").Status, error);
        }
    }

    private static IKubernetesObject Typed(ResourceInfo resource, ApplyResult result)
    {
        try
        {
            var value = (IKubernetesObject)resource.Codec.ReadJson(result.Value.ToUtf8(), new JsonReadContext());
            return value.WithMetadata(value.Metadata with { ManagedFields = result.ManagedFields });
        }
        catch (JsonDecodeException error)
        {
            throw new ApiException(PatchErrors.Unclassified($"failed to convert new object to proper version: {error.Message}").Status, error);
        }
    }
}

/// <summary>Objects as trees.</summary>
internal static class ObjectTree
{
    /// <summary>The object as a tree, without its managed fields: they never own themselves and are often its greater part.</summary>
    public static JsonMap Of(ResourceInfo resource, IKubernetesObject value)
    {
        using var writer = new JsonWriter();
        resource.Codec.WriteJson(writer, value.WithMetadata(value.Metadata with { ManagedFields = default }));
        return (JsonMap)JsonValue.View(writer.ToArray());
    }

    /// <summary>A stored object as a tree: its text as it is, where that is in the version of the request.</summary>
    public static JsonMap Of(ResourceInfo resource, IKubernetesObject value, StoreEntry? entry)
    {
        if (entry is null || resource.Conversion is not null)
        {
            return Of(resource, value);
        }

        var stored = (JsonMap)JsonValue.View(entry.Value);
        return stored.With("metadata", ((JsonMap)stored["metadata"]!).With("resourceVersion", value.Metadata.ResourceVersion));
    }

    /// <summary>Who writes. A write of the object cannot write its status, a write of the status not the rest.</summary>
    public static FieldManagerRequest Request(ResourceInfo resource, string manager, string subresource, Time now)
    {
        var version = resource.Group.Length == 0 ? resource.Kind.Version : $"{resource.Group}/{resource.Kind.Version}";
        return new FieldManagerRequest(manager, version, subresource, now) { ResetFields = ResetFields.Of(resource.Kind.Kind, subresource) };
    }
}
