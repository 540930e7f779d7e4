using Tiphys.Api.Core.V1;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Client.Quotas;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Kinds;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.ResourceQuotas;

/// <summary>
/// Keeps the status of quotas (<c>pkg/controller/resourcequota</c>): takes over new limits, and counts again what is used when something
/// that was counted goes or ends. What comes is counted by the API server as it comes.
/// </summary>
internal sealed class ResourceQuotaController : QueueController<ObjectKey>
{
    // Also without a reason to, as upstream: an answer that was lost may have been charged.
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(5);

    private readonly IInformer<ResourceQuota> _quotas;

    public ResourceQuotaController(ControllerContext context)
        : base(context, "resourcequota", workers: 2)
    {
        _quotas = Informer<ResourceQuota>((before, after) => Add(before, after));
        Informer<Pod>((before, after) => AddAll(before, after, after is null || HasEnded(after) != HasEnded(before)));
        Informer<Service>((before, after) => AddAll(before, after, after is null || (before is not null && after.Spec.Type != before.Spec.Type)));
        Informer<PersistentVolumeClaim>((before, after) => AddAll(before, after, after is null));
        foreach (var kind in AllKinds.All.Where(IsCountedOnly))
        {
            Follow(kind);
        }
    }

    public override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_quotas.Get(key.Namespace, key.Name) is not { } cached)
        {
            return ReconcileResult.Done;
        }

        // The API server charges in between: what is cached may be behind.
        var quota = await Client.GetAsync<ResourceQuota>(cached.Metadata.Namespace, cached.Metadata.Name, cancellationToken);
        var used = await CountAsync(quota, cancellationToken);
        var status = new ResourceQuotaStatus { Hard = quota.Spec.Hard, Used = QuotaCount.Masked(quota, used) };
        if (!QuotaCount.Same(status, quota.Status))
        {
            await Client.UpdateAsync(quota with { Status = status }, "status", cancellationToken);
        }

        return ReconcileResult.After(Resync);
    }

    private async Task<ApiMap<Quantity>> CountAsync(ResourceQuota quota, CancellationToken cancellationToken)
    {
        var used = default(ApiMap<Quantity>);
        foreach (var kind in AllKinds.All.Where(kind => kind.Namespaced))
        {
            if (QuotaEvaluators.Find(kind.Kind.Group, kind.Resource.Plural) is { } evaluator && evaluator.Matching(quota.Spec.Hard.Keys).Count > 0)
            {
                var values = await kind.ListAsync(Client, quota.Metadata.Namespace, cancellationToken);
                used = used.SetItems(QuotaCount.Of(quota, evaluator, values, Clock.GetUtcNow()));
            }
        }

        return used;
    }

    private void Follow(KindAccess kind) => AddSync(kind.Follow(Context.Informers, (_, before, after) => AddAll(before, after, after is null)));

    private static bool IsCountedOnly(KindAccess kind) =>
        kind.Namespaced && AllKinds.IsFollowed(kind) && kind.Kind.Kind is not ("Pod" or "Service" or "PersistentVolumeClaim" or "ResourceQuota")
        && QuotaEvaluators.Find(kind.Kind.Group, kind.Resource.Plural) is not null;

    private static bool HasEnded(Pod? pod) => pod?.Status.Phase is PodPhase.Failed or PodPhase.Succeeded;

    private void Add(ResourceQuota? before, ResourceQuota? after)
    {
        if (after is not null && (before is null || before.Spec != after.Spec || !QuotaCount.IsComplete(after)))
        {
            Queue.Add(new ObjectKey(after.Metadata.Namespace, after.Metadata.Name));
        }

        AddAll(before, after, after is null);
    }

    private void AddAll(IKubernetesObject? before, IKubernetesObject? after, bool isNews)
    {
        if (!isNews)
        {
            return;
        }

        foreach (var quota in _quotas.List((after ?? before!).Metadata.Namespace))
        {
            Queue.Add(new ObjectKey(quota.Metadata.Namespace, quota.Metadata.Name));
        }
    }
}
