using Tiphys.Api.Errors;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>
/// The verbs of the API, the same for all resources and for HTTP and in-process callers. Authorization has been done; everything from
/// admission to the store happens here.
/// </summary>
internal sealed partial class ResourceHandlers(ApiServerCore server)
{
    private const string Modified = "the object has been modified; please apply your changes to the latest version and try again";

    public async ValueTask<StoredObject> CreateAsync(
        RequestContext context, ResourceInfo resource, IKubernetesObject body, string? manager, CancellationToken cancellationToken)
    {
        var generated = body.Metadata.Name.Length == 0 && body.Metadata.GenerateName.Length > 0;
        for (var attempt = 1; ; attempt++)
        {
            var (name, stored) = await TryCreateAsync(context, resource, body, manager, cancellationToken);
            if (stored is not null)
            {
                return stored;
            }

            if (!generated || attempt == 8)
            {
                throw Taken(context, resource, name, body.Metadata.GenerateName.Length > 0);
            }
        }
    }

    private ApiException Taken(RequestContext context, ResourceInfo resource, string name, bool isGenerated)
    {
        var status = StatusErrors.AlreadyExists(resource.Group, resource.Plural, name).Status;
        if (server.Store.Get(resource.Key(context.Namespace, name)) is { } entry && ObjectJson.Decode(resource, entry).Metadata.DeletionTimestamp is not null)
        {
            status = status with { Message = $"object is being deleted: {status.Message}" };
        }

        return new ApiException(isGenerated
            ? status with
            {
                Message = $"{status.Message}, the server was not able to generate a unique name for the object",
                Details = status.Details! with { RetryAfterSeconds = 1 },
            }
            : status);
    }

    // Nothing stored when the name is taken.
    private async ValueTask<(string Name, StoredObject? Stored)> TryCreateAsync(
        RequestContext context, ResourceInfo resource, IKubernetesObject body, string? manager, CancellationToken cancellationToken)
    {
        var request = new AdmissionRequest { Context = context, Resource = resource, Operation = "CREATE", Name = body.Metadata.Name };
        var admitted = NewMetadata(await AdmitCreateAsync(request, body, manager, cancellationToken));
        var pending = await BeginAsync(context, resource, admitted, null, cancellationToken);
        StoredObject? stored = null;
        try
        {
            var value = await CompleteCreateAsync(request, pending.Value, cancellationToken);
            stored = await StoreNewAsync(context, resource, value, cancellationToken);
            return (value.Metadata.Name, stored);
        }
        finally
        {
            await pending.FinishAsync(stored is not null);
        }
    }

    private async ValueTask<StoredObject?> StoreNewAsync(RequestContext context, ResourceInfo resource, IKubernetesObject value, CancellationToken cancellationToken)
    {
        var key = resource.Key(context.Namespace, value.Metadata.Name);
        if (context.DryRun)
        {
            return server.Store.Get(key) is null ? StoredObject.DryRun(resource, value, 0) : null;
        }

        var result = await StoreFailure.AsStatusAsync(server.Store.CreateAsync(key, ObjectJson.Encode(resource, value), ObjectJson.Decoded(resource, value), cancellationToken));
        return result.Succeeded ? StoredObject.Of(resource, result.Entry!) : null;
    }

    // Managed fields are those of what the client sent, with its defaults: what admission and the server add is nobody's.
    private async ValueTask<IKubernetesObject> AdmitCreateAsync(
        AdmissionRequest request, IKubernetesObject body, string? manager, CancellationToken cancellationToken)
    {
        var (context, resource) = (request.Context, request.Resource);
        CheckNamespace(context, resource, body);
        if (ulong.TryParse(body.Metadata.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture, out var version) && version != 0)
        {
            throw StatusErrors.Of(500, "", "resourceVersion should not be set on objects to be created", null);
        }

        var value = resource.Strategy.Default(OwnerReferences.Deduplicate(context, WithoutDeletion(InNamespace(context, resource, body))));
        value = manager is null ? value : Track(context, resource, value, null, null, manager);
        return resource.Strategy.Default(await MutateAsync(request, value, cancellationToken));
    }

    private static IKubernetesObject WithoutDeletion(IKubernetesObject value) => value.Metadata is { DeletionTimestamp: null, DeletionGracePeriodSeconds: null }
        ? value
        : value.WithMetadata(value.Metadata with { DeletionTimestamp = null, DeletionGracePeriodSeconds = null });

    private async ValueTask<IKubernetesObject> CompleteCreateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        var (context, resource) = (request.Context, request.Resource);
        value = NamespaceRules.PrepareForCreate(resource.Strategy.PrepareForCreate(context, value));
        var errors = new Validation.FieldErrors();
        Validation.MetadataValidation.Validate(value.Metadata, resource.Namespaced, resource.Strategy.CheckName, errors);
        CheckOutside(context, resource, value, null, errors);
        resource.Strategy.Validate(context, value, errors);
        if (!errors.IsEmpty)
        {
            throw errors.ToException(resource.Strategy.CheckedKind, value.Metadata.Name.Length > 0 ? value.Metadata.Name : value.Metadata.GenerateName);
        }

        Warn(context, resource, value, null);
        await ValidateAsync(request with { Name = value.Metadata.Name }, value, cancellationToken);
        return value;
    }

    private ValueTask<PreparedWrite> BeginAsync(
        RequestContext context, ResourceInfo resource, IKubernetesObject value, IKubernetesObject? old, CancellationToken cancellationToken) =>
        context.Subresource.Length == 0 && Participant(resource) is { } participant
            ? participant.BeginAsync(context, value, old, cancellationToken)
            : ValueTask.FromResult(PreparedWrite.Of(value));

    private ValueTask AfterDeleteAsync(ResourceInfo resource, IKubernetesObject value) =>
        Participant(resource)?.AfterDeleteAsync(value, CancellationToken.None) ?? ValueTask.CompletedTask;

    private IWriteParticipant? Participant(ResourceInfo resource) => server.WriteParticipants.FirstOrDefault(each => each.Kind == resource.Kind);

    private IKubernetesObject NewMetadata(IKubernetesObject value)
    {
        var metadata = value.Metadata;
        return value.WithMetadata(metadata with
        {
            Name = metadata.Name.Length == 0 && metadata.GenerateName.Length > 0 ? NameGenerator.Generate(metadata.GenerateName) : metadata.Name,
            UID = Guid.NewGuid().ToString(),
            ResourceVersion = "",
            SelfLink = "",
            CreationTimestamp = Time.Now(server.Clock),
            DeletionTimestamp = null,
            DeletionGracePeriodSeconds = null,
        });
    }

    private static void CheckNamespace(RequestContext context, ResourceInfo resource, IKubernetesObject body)
    {
        var ns = body.Metadata.Namespace;
        if (ns.Length > 0 && ns != context.Namespace && resource.Namespaced)
        {
            throw StatusErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    private static IKubernetesObject InNamespace(RequestContext context, ResourceInfo resource, IKubernetesObject value)
    {
        var ns = resource.Namespaced ? context.Namespace : "";
        return value.Metadata.Namespace == ns ? value : value.WithMetadata(value.Metadata with { Namespace = ns });
    }

    private async ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        foreach (var plugin in server.Admission)
        {
            value = await plugin.MutateAsync(request, value, cancellationToken);
        }

        return value;
    }

    private async ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        foreach (var plugin in server.Admission)
        {
            await plugin.ValidateAsync(request, value, cancellationToken);
        }
    }

    private void CheckOutside(RequestContext context, ResourceInfo resource, IKubernetesObject value, IKubernetesObject? old, Validation.FieldErrors errors)
    {
        foreach (var validator in server.WriteValidators.Where(each => each.Kind == resource.Kind))
        {
            validator.Validate(context, value, old, errors);
        }
    }

    private static void Warn(RequestContext context, ResourceInfo resource, IKubernetesObject value, IKubernetesObject? old)
    {
        foreach (var warning in resource.Strategy.Warnings(context, value, old))
        {
            context.Warn(warning);
        }
    }

    /// <summary>What is posted but not stored, with its managed fields.</summary>
    public IKubernetesObject TrackPosted(RequestContext context, ResourceInfo resource, IKubernetesObject value, string manager) =>
        Track(context, resource, value, null, null, manager);

    private IKubernetesObject Track(
        RequestContext context, ResourceInfo resource, IKubernetesObject value, IKubernetesObject? old, StoreEntry? entry, string manager) =>
        server.ManagedFields?.Track(resource, value, old, entry, manager, context.Subresource, Time.Now(server.Clock)) ?? value;
}
