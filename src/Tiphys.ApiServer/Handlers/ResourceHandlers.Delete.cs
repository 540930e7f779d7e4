using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Validation;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>How a deletion ended.</summary>
/// <param name="Object">The object, as it was or as it is now.</param>
/// <param name="Gone">True when it is no longer there.</param>
internal readonly record struct Deletion(StoredObject Object, bool Gone);

/// <content>delete and deletecollection.</content>
internal sealed partial class ResourceHandlers
{
    private const string ForegroundFinalizer = "foregroundDeletion";
    private const string OrphanFinalizer = "orphan";

    public async ValueTask<Deletion> DeleteAsync(
        RequestContext context, ResourceInfo resource, string name, DeleteOptions options, CancellationToken cancellationToken)
    {
        CheckOptions(options);
        WarnOfOrphans(context, resource, options);
        while (true)
        {
            var entry = Find(resource, context.Namespace, name);
            var old = ObjectJson.Decode(resource, entry);
            CheckPreconditions(resource, old, options.Preconditions);
            var request = new AdmissionRequest { Context = context, Resource = resource, Operation = "DELETE", Name = name, Old = old };
            await ValidateAsync(request, null, cancellationToken);
            if (await TryDeleteAsync(context, resource, entry, old, options, cancellationToken) is { } deletion)
            {
                return deletion;
            }
        }
    }

    public async ValueTask<ObjectPage> DeleteCollectionAsync(
        RequestContext context, ResourceInfo resource, ListQuery query, DeleteOptions options, CancellationToken cancellationToken)
    {
        WarnOfOrphans(context, resource, options);
        var page = await ListAsync(resource, context.Namespace, query, cancellationToken);
        foreach (var entry in page.Entries)
        {
            var metadata = ObjectJson.Decode(resource, entry).Metadata;
            try
            {
                await DeleteAsync(Within(context, metadata.Namespace), resource, metadata.Name, options, cancellationToken);
            }
            catch (ApiException error) when (error.IsNotFound)
            {
                // Somebody else was faster; gone is gone.
            }
        }

        return page;
    }

    private static void WarnOfOrphans(RequestContext context, ResourceInfo resource, DeleteOptions options)
    {
        if (resource.Strategy.OrphanWarning is { } warning && options is { PropagationPolicy: null, OrphanDependents: null })
        {
            context.Warn(warning);
        }
    }

    private static RequestContext Within(RequestContext context, string ns) => new()
    {
        User = context.User,
        Namespace = ns,
        Subresource = context.Subresource,
        DryRun = context.DryRun,
        Clock = context.Clock,
    };

    // Null when somebody else has written in between.
    private async ValueTask<Deletion?> TryDeleteAsync(
        RequestContext context, ResourceInfo resource, StoreEntry entry, IKubernetesObject old, DeleteOptions options, CancellationToken cancellationToken)
    {
        var grace = GracePeriod(resource, old, options);
        var finalizers = Finalizers(resource, old, options);
        var stays = !finalizers.IsEmpty || NamespaceRules.HoldsDeletion(old) || grace > 0;
        if (!stays)
        {
            return await RemoveAsync(context, resource, entry, old is Pod ? Mark(old, finalizers, 0) : null, cancellationToken);
        }

        var value = Mark(old, finalizers, grace);
        if (ObjectJson.Encode(resource, value).AsSpan().SequenceEqual(entry.Value.Span))
        {
            return new(StoredObject.Of(resource, entry), false);
        }

        var stored = await StoreUpdateAsync(context, resource, entry, old, value, cancellationToken);
        return stored is null ? null : new(stored, false);
    }

    // A kind that can be deleted slowly shows that it was deleted at once.
    private async ValueTask<Deletion?> RemoveAsync(
        RequestContext context, ResourceInfo resource, StoreEntry entry, IKubernetesObject? marked, CancellationToken cancellationToken)
    {
        if (context.DryRun)
        {
            return new(marked is null ? StoredObject.Of(resource, entry) : StoredObject.DryRun(resource, marked, entry.ModRevision), true);
        }

        var result = await StoreFailure.AsStatusAsync(server.Store.DeleteAsync(entry.Key, entry.ModRevision, cancellationToken));
        if (!result.Succeeded)
        {
            return null;
        }

        var deleted = StoredObject.Deleted(resource, result.Entry!, result.Revision);
        await AfterDeleteAsync(resource, deleted.Value);
        return new(marked is null ? deleted : StoredObject.DryRun(resource, marked, result.Revision), true);
    }

    private IKubernetesObject Mark(IKubernetesObject old, ApiList<string> finalizers, long grace)
    {
        var metadata = old.Metadata;
        var marked = metadata.DeletionTimestamp is not null;
        if (!marked || grace < metadata.DeletionGracePeriodSeconds)
        {
            var start = marked ? metadata.DeletionTimestamp!.Value.Moment.AddSeconds(-(metadata.DeletionGracePeriodSeconds ?? 0)) : server.Clock.GetUtcNow();
            metadata = metadata with
            {
                DeletionTimestamp = new Time(start.AddSeconds(grace)),
                DeletionGracePeriodSeconds = old is Namespace ? null : grace,
                Generation = metadata.Generation > 0 && !marked ? metadata.Generation + 1 : metadata.Generation,
            };
        }

        return NamespaceRules.Terminating(old.WithMetadata(metadata with { Finalizers = finalizers }));
    }

    private static long GracePeriod(ResourceInfo resource, IKubernetesObject old, DeleteOptions options)
    {
        if (old is not Pod pod)
        {
            return resource.Strategy.DefaultGracePeriodSeconds(old) is { } usual ? Math.Max(0, options.GracePeriodSeconds ?? usual) : 0;
        }

        // A pod that no kubelet runs, or that has ended, goes at once.
        if (pod.Spec.NodeName.Length == 0 || pod.Status.Phase is PodPhase.Succeeded or PodPhase.Failed)
        {
            return 0;
        }

        var grace = options.GracePeriodSeconds ?? resource.Strategy.DefaultGracePeriodSeconds(old) ?? pod.Spec.TerminationGracePeriodSeconds ?? 30;
        grace = grace < 0 ? 1 : grace;
        return pod.Metadata.DeletionTimestamp is null ? grace : Math.Min(grace, pod.Metadata.DeletionGracePeriodSeconds ?? grace);
    }

    private static ApiList<string> Finalizers(ResourceInfo resource, IKubernetesObject old, DeleteOptions options)
    {
        var has = old.Metadata.Finalizers;
        var policy = options.PropagationPolicy
            ?? (options.OrphanDependents is { } orphan ? (orphan ? DeletionPropagation.Orphan : DeletionPropagation.Background) : null);
        if (policy is null && (has.Contains(OrphanFinalizer) || has.Contains(ForegroundFinalizer)))
        {
            return has;
        }

        var wanted = (policy ?? resource.Strategy.DefaultPropagationPolicy) switch
        {
            DeletionPropagation.Orphan => OrphanFinalizer,
            DeletionPropagation.Foreground => ForegroundFinalizer,
            _ => null,
        };
        var others = has.Filter(finalizer => finalizer is not (OrphanFinalizer or ForegroundFinalizer) || finalizer == wanted);
        return wanted is null || others.Contains(wanted) ? others : others.Add(wanted);
    }

    // Two kinds check for themselves and name the resource; all others name the kind.
    internal static void CheckPreconditions(ResourceInfo resource, IKubernetesObject old, Api.Meta.V1.Preconditions? preconditions)
    {
        var metadata = old.Metadata;
        var checksItself = resource.Kind.Kind is "Namespace" or "CustomResourceDefinition";
        var why = preconditions switch
        {
            { UID: { } uid } when uid != metadata.UID => checksItself
                ? $"Precondition failed: UID in precondition: {uid}, UID in object meta: {metadata.UID}"
                : $"the UID in the precondition ({uid}) does not match the UID in record ({metadata.UID}). The object might have been deleted and then recreated",
            { ResourceVersion: { } version } when version != metadata.ResourceVersion => checksItself
                ? $"Precondition failed: ResourceVersion in precondition: {version}, ResourceVersion in object meta: {metadata.ResourceVersion}"
                : $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({metadata.ResourceVersion}). The object might have been modified",
            _ => null,
        };
        if (why is not null)
        {
            throw StatusErrors.Conflict(resource.Strategy.CheckedKind.Group, checksItself ? resource.Plural : resource.Kind.Kind, metadata.Name, why);
        }
    }

    private static void CheckOptions(DeleteOptions options)
    {
        var errors = new FieldErrors();
        if (options.PropagationPolicy is not null && options.OrphanDependents is not null)
        {
            errors.InvalidValue(
                FieldPath.Root("propagationPolicy"),
                FieldQuote(options.PropagationPolicy),
                "orphanDependents and deletionPropagation cannot be both set");
        }
        else if (options.PropagationPolicy is not (null or "Orphan" or "Background" or "Foreground"))
        {
            errors.NotSupported(FieldPath.Root("propagationPolicy"), options.PropagationPolicy, ["Foreground", "Background", "Orphan", "nil"]);
        }

        Pipeline.WriteOptions.CheckDryRun([.. options.DryRun], errors);
        errors.ThrowIfAny(Pipeline.WriteOptions.KindOf("DeleteOptions"), "");
    }

    private static string FieldQuote(string text) => FieldErrors.Quote(text);
}
