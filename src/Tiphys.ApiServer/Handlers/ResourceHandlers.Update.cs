using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.ManagedFields;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>An object and whether the write created it.</summary>
internal readonly record struct Written(StoredObject Object, bool Created);

/// <content>update, and what builds on it.</content>
internal sealed partial class ResourceHandlers
{
    /// <summary>Replaces an object by the body of a PUT.</summary>
    public async ValueTask<Written> UpdateAsync(
        RequestContext context, ResourceInfo resource, string name, IKubernetesObject body, string manager, CancellationToken cancellationToken)
    {
        var named = OfRequest(context, resource, name, body);
        var creates = resource.Strategy.AllowsCreateOnUpdate && context.Subresource.Length == 0;
        if (creates && server.Store.Get(resource.Key(context.Namespace, name)) is null)
        {
            return new(await CreateAsync(context, resource, Unversioned(named), manager, cancellationToken), true);
        }

        return new(await ChangeAsync(context, resource, name, manager, (old, _) => CheckIdentity(resource, named, old), cancellationToken), false);
    }

    // The object must say that it is the one that the path names.
    private static IKubernetesObject OfRequest(RequestContext context, ResourceInfo resource, string name, IKubernetesObject value)
    {
        CheckNamespace(context, resource, value);
        return value.Metadata.Name == name ? value
            : throw StatusErrors.BadRequest(value.Metadata.Name.Length == 0
                ? $"the name of the object ({name} based on URL) was undeterminable: name must be provided"
                : $"the name of the object ({value.Metadata.Name}) does not match the name on the URL ({name})");
    }

    // What comes to be by an update has no version yet, whatever it says.
    private static IKubernetesObject Unversioned(IKubernetesObject value) =>
        value.Metadata.ResourceVersion.Length == 0 ? value : value.WithMetadata(value.Metadata with { ResourceVersion = "" });

    /// <summary>
    /// Reads, changes and writes an object, again and again while others come in between: each time one of them has got on. A change that names the
    /// version that it is meant for fails the second time.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="name">Name of the object.</param>
    /// <param name="manager">Name of the field manager; null when the change keeps managed fields itself.</param>
    /// <param name="change">Gives the new object from the present one and its entry.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    public async ValueTask<StoredObject> ChangeAsync(
        RequestContext context,
        ResourceInfo resource,
        string name,
        string? manager,
        Func<IKubernetesObject, StoreEntry, IKubernetesObject> change,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = Find(resource, context.Namespace, name);
            var old = ObjectJson.Decode(resource, entry);
            var wanted = change(old, entry);
            CheckVersion(resource, wanted, old, entry);
            var written = await TryChangeAsync(context, resource, entry, old, wanted, manager, cancellationToken);
            if (written is not null)
            {
                return written;
            }
        }
    }

    private static void CheckVersion(ResourceInfo resource, IKubernetesObject wanted, IKubernetesObject old, StoreEntry entry)
    {
        var metadata = wanted.Metadata;
        if (metadata.ResourceVersion.Length > 0)
        {
            if (ParseVersion(metadata.ResourceVersion) is var version && version != 0 && version != entry.ModRevision)
            {
                throw StatusErrors.Conflict(resource.Group, resource.Plural, old.Metadata.Name, Modified);
            }
        }
        else if (!resource.Strategy.AllowsUnconditionalUpdate)
        {
            var errors = new Validation.FieldErrors();
            errors.Invalid(Validation.FieldPath.Root("metadata").Child("resourceVersion"), 0, "must be specified for an update");
            throw errors.ToException(new(resource.Group, resource.Kind.Version, resource.Plural), old.Metadata.Name);
        }
    }

    // A PUT for another object of the same name is told so by the store's own words; a patch of the uid meets the validation.
    private static IKubernetesObject CheckIdentity(ResourceInfo resource, IKubernetesObject wanted, IKubernetesObject old)
    {
        var metadata = wanted.Metadata;
        if (metadata.UID.Length > 0 && metadata.UID != old.Metadata.UID)
        {
            throw StatusErrors.Conflict(
                resource.Group,
                resource.Plural,
                old.Metadata.Name,
                $"StorageError: invalid object, Code: 4, Key: {UpstreamKeys.Of(resource, old.Metadata.Namespace, old.Metadata.Name)}, ResourceVersion: 0, "
                + $"AdditionalErrorMsg: Precondition failed: UID in precondition: {metadata.UID}, UID in object meta: {old.Metadata.UID}");
        }

        return wanted;
    }

    // Null when somebody else has written in between.
    private async ValueTask<StoredObject?> TryChangeAsync(
        RequestContext context,
        ResourceInfo resource,
        StoreEntry entry,
        IKubernetesObject old,
        IKubernetesObject wanted,
        string? manager,
        CancellationToken cancellationToken)
    {
        var request = new AdmissionRequest { Context = context, Resource = resource, Operation = "UPDATE", Name = old.Metadata.Name, Old = old };
        var admitted = await AdmitUpdateAsync(request, wanted, old, entry, manager, cancellationToken);
        var pending = await BeginAsync(context, resource, admitted, old, cancellationToken);
        StoredObject? stored = null;
        try
        {
            var value = WriteTimes.KeepIfUnchanged(await CompleteUpdateAsync(request, pending.Value, old, cancellationToken), old);
            stored = await StoreUpdateAsync(context, resource, entry, old, value, cancellationToken);
            return stored;
        }
        finally
        {
            await pending.FinishAsync(stored is not null);
        }
    }

    private async ValueTask<IKubernetesObject> AdmitUpdateAsync(
        AdmissionRequest request, IKubernetesObject wanted, IKubernetesObject old, StoreEntry entry, string? manager, CancellationToken cancellationToken)
    {
        var (context, resource) = (request.Context, request.Resource);
        var value = resource.Strategy.Default(OwnerReferences.Deduplicate(context, KeepMetadata(InNamespace(context, resource, wanted), old)));
        value = manager is null ? value : Track(context, resource, value, old, entry, manager);
        return resource.Strategy.Default(await MutateAsync(request, value, cancellationToken));
    }

    private async ValueTask<IKubernetesObject> CompleteUpdateAsync(
        AdmissionRequest request, IKubernetesObject value, IKubernetesObject old, CancellationToken cancellationToken)
    {
        var (context, resource) = (request.Context, request.Resource);
        value = NamespaceRules.PrepareForUpdate(resource.Strategy.PrepareForUpdate(context, value, old), old, context.Subresource);
        var errors = new Validation.FieldErrors();
        CheckMetadataUpdate(resource, value.Metadata with { ResourceVersion = old.Metadata.ResourceVersion }, old.Metadata, errors);
        CheckOutside(context, resource, value, old, errors);
        resource.Strategy.ValidateUpdate(context, value, old, errors);
        if (!errors.IsEmpty)
        {
            throw errors.ToException(resource.Strategy.CheckedKind, old.Metadata.Name);
        }

        Warn(context, resource, value, old);
        await ValidateAsync(request, value, cancellationToken);
        return value;
    }

    // Upstream checks metadata for all kinds alike, and most kinds check it once or twice more: each time tells its causes.
    private static void CheckMetadataUpdate(ResourceInfo resource, ObjectMeta metadata, ObjectMeta old, Validation.FieldErrors errors)
    {
        var finalizers = Validation.FieldPath.Root("metadata").Child("finalizers");
        Validation.MetadataValidation.ValidateUpdate(metadata, old, errors);
        Validation.MetadataValidation.ValidateFinalizerNames(metadata.Finalizers, errors, finalizers);
        if (errors.IsEmpty)
        {
            return;
        }

        Validation.MetadataValidation.ValidateUpdate(metadata, old, errors);
        Validation.MetadataValidation.ValidateCommon(metadata, resource.Namespaced, errors);
        if (resource.Strategy.ChecksMetadataAnew)
        {
            Validation.MetadataValidation.ValidateCommon(metadata, resource.Namespaced, errors);
            Validation.MetadataValidation.ValidateFinalizerNames(metadata.Finalizers, errors, finalizers);
        }
    }

    // What the client leaves out stays as it is; what it changes, the validation refuses.
    private static IKubernetesObject KeepMetadata(IKubernetesObject value, IKubernetesObject old)
    {
        var (metadata, before) = (value.Metadata, old.Metadata);
        return value.WithMetadata(metadata with
        {
            Name = metadata.Name.Length == 0 ? before.Name : metadata.Name,
            UID = metadata.UID.Length == 0 ? before.UID : metadata.UID,
            SelfLink = "",
            Generation = before.Generation,
            CreationTimestamp = before.CreationTimestamp,
            DeletionTimestamp = before.DeletionTimestamp ?? metadata.DeletionTimestamp,
            DeletionGracePeriodSeconds = metadata.DeletionGracePeriodSeconds ?? before.DeletionGracePeriodSeconds,
        });
    }

    // Null when somebody else has written in between.
    private async ValueTask<StoredObject?> StoreUpdateAsync(
        RequestContext context, ResourceInfo resource, StoreEntry entry, IKubernetesObject old, IKubernetesObject value, CancellationToken cancellationToken)
    {
        var json = ObjectJson.Encode(resource, value);
        var finished = old.Metadata.DeletionTimestamp is not null && IsFinished(value);
        if (!finished && json.AsSpan().SequenceEqual(entry.Value.Span))
        {
            return StoredObject.Of(resource, entry);
        }

        if (context.DryRun)
        {
            return StoredObject.DryRun(resource, value, entry.ModRevision);
        }

        if (finished)
        {
            return await FinishAsync(resource, entry, value, cancellationToken);
        }

        var result = await StoreFailure.AsStatusAsync(server.Store.UpdateAsync(entry.Key, json, entry.ModRevision, ObjectJson.Decoded(resource, value), cancellationToken));
        return result.Outcome switch
        {
            WriteOutcome.Succeeded => StoredObject.Of(resource, result.Entry!),
            WriteOutcome.NotFound => throw StatusErrors.NotFound(resource.Group, resource.Plural, old.Metadata.Name),
            _ => null,
        };
    }

    // The last finalizer of an object in deletion is gone: so is the object.
    private static bool IsFinished(IKubernetesObject value) =>
        value.Metadata.DeletionTimestamp is not null
        && value.Metadata.Finalizers.IsEmpty
        && value.Metadata.DeletionGracePeriodSeconds is (null or 0)
        && !NamespaceRules.HoldsDeletion(value);

    private async ValueTask<StoredObject?> FinishAsync(
        ResourceInfo resource, StoreEntry entry, IKubernetesObject value, CancellationToken cancellationToken)
    {
        var result = await StoreFailure.AsStatusAsync(server.Store.DeleteAsync(entry.Key, entry.ModRevision, cancellationToken));
        if (result.Succeeded)
        {
            await AfterDeleteAsync(resource, value);
        }

        return result.Outcome switch
        {
            WriteOutcome.Succeeded => StoredObject.DryRun(resource, value, entry.ModRevision),
            WriteOutcome.NotFound => throw StatusErrors.NotFound(resource.Group, resource.Plural, value.Metadata.Name),
            _ => null,
        };
    }
}
