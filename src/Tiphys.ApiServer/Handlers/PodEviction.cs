using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Policy.V1;
using Tiphys.ApiServer.Admission.Nodes;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary><c>pods/eviction</c>: a delete that asks the pod's disruption budget first (pkg/registry/core/pod/storage/eviction.go).</summary>
internal sealed class PodEviction(ApiServerCore server) : ICreateHandler
{
    private readonly ResourceInfo _pods = server.Registry.For<Pod>();
    private readonly DisruptionBudgets _budgets = new(server);

    public GroupVersionResource Resource => _pods.Definition.Resource;

    public string Subresource => "eviction";

    public async ValueTask<object> CreateAsync(RequestContext context, string name, object body, CancellationToken cancellationToken)
    {
        var eviction = (Eviction)body;
        if (eviction.Metadata.Name != name)
        {
            throw StatusErrors.BadRequest("name in URL does not match name in Eviction object");
        }

        var options = eviction.DeleteOptions ?? DeleteOptions.Empty;
        var dry = context.DryRun || options.DryRun.Contains("All");
        var deletion = new RequestContext { User = context.User, Namespace = context.Namespace, DryRun = dry, Clock = context.Clock };
        var pod = Find(context.Namespace, name);
        NodeRestrictionPlugin.CheckEviction(context, pod);
        if (!IsGuarded(pod))
        {
            var fixes = pod is { Status.Phase: PodPhase.Pending, Metadata.DeletionTimestamp: null };
            await EvictAsync(deletion, pod, fixes ? AtVersion(options, pod) : options, cancellationToken);
            return PodBinding.Success;
        }

        var budget = await _budgets.TakeAsync(pod, dry, cancellationToken);
        var isFixed = budget is { IsCounted: false };
        try
        {
            await EvictAsync(deletion, pod, isFixed ? AtVersion(options, pod) : options, cancellationToken);
        }
        catch (ApiException error) when (error.IsConflict && isFixed && options.Preconditions?.ResourceVersion is null)
        {
            // The pod may have become healthy since: ask again.
            throw new ApiException(DisruptionBudgets.StillProcessed(budget!.Value.Name).Status, error);
        }

        return PodBinding.Success;
    }

    // What has not begun to serve, or serves no more, is no disruption.
    private static bool IsGuarded(Pod pod) =>
        pod is { Metadata.DeletionTimestamp: null, Status.Phase: not (PodPhase.Succeeded or PodPhase.Failed or PodPhase.Pending) };

    private static DeleteOptions AtVersion(DeleteOptions options, Pod pod) => options.Preconditions?.ResourceVersion is not null ? options : options with
    {
        Preconditions = (options.Preconditions ?? Api.Meta.V1.Preconditions.Empty) with { ResourceVersion = pod.Metadata.ResourceVersion },
    };

    private async ValueTask EvictAsync(RequestContext context, Pod pod, DeleteOptions options, CancellationToken cancellationToken)
    {
        var name = pod.Metadata.Name;
        if (!context.DryRun)
        {
            var marked = await MarkAsync(context, name, options, cancellationToken);
            options = options.Preconditions?.ResourceVersion is null ? options : options with
            {
                Preconditions = options.Preconditions with { ResourceVersion = marked.Metadata.ResourceVersion },
            };
        }

        await server.Handlers.DeleteAsync(context, _pods, name, options, cancellationToken);
    }

    // So that whoever watches the pod knows why it goes.
    private async ValueTask<Pod> MarkAsync(RequestContext context, string name, DeleteOptions options, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = server.Store.Get(_pods.Key(context.Namespace, name)) ?? throw StatusErrors.NotFound("", "pods", name);
            var pod = (Pod)ObjectJson.Decode(_pods, entry);
            ResourceHandlers.CheckPreconditions(_pods, pod, options.Preconditions);
            var marked = pod with { Status = pod.Status with { Conditions = WithTarget(pod.Status.Conditions, Time.Now(context.Clock)) } };
            if (marked == pod)
            {
                return pod;
            }

            var result = await StoreFailure.AsStatusAsync(server.Store.UpdateAsync(
                entry.Key, ObjectJson.Encode(marked), entry.ModRevision, ObjectJson.Decoded(_pods, marked), cancellationToken));
            if (result.Outcome == WriteOutcome.Succeeded)
            {
                return (Pod)ObjectJson.Decode(_pods, result.Entry!);
            }
        }
    }

    private static ApiList<PodCondition> WithTarget(ApiList<PodCondition> conditions, Time now)
    {
        var index = conditions.FindIndex(condition => condition.Type == "DisruptionTarget");
        var since = index >= 0 && conditions[index].Status == "True" ? conditions[index].LastTransitionTime : now;
        var target = (index < 0 ? PodCondition.Empty : conditions[index]) with
        {
            Type = "DisruptionTarget",
            Status = "True",
            LastTransitionTime = since,
            Reason = "EvictionByEvictionAPI",
            Message = "Eviction API: evicting",
        };
        return index < 0 ? conditions.Add(target) : conditions.SetItem(index, target);
    }

    private Pod Find(string ns, string name) =>
        (Pod)ObjectJson.Decode(_pods, server.Store.Get(_pods.Key(ns, name)) ?? throw StatusErrors.NotFound("", "pods", name));
}
