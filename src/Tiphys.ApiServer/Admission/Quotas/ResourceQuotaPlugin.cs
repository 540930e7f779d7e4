using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Client.Quotas;

namespace Tiphys.ApiServer.Admission.Quotas;

/// <summary>
/// ResourceQuota: what a namespace uses stays within its quotas. The usage is written before the object, so that two writes at once cannot
/// both take the last of it; when the object is not stored after all, the controller gives the usage back. Last of all plug-ins.
/// </summary>
internal sealed class ResourceQuotaPlugin(StoredObjects objects, IKubernetesClient client, TimeProvider clock) : IAdmissionPlugin
{
    private const int MaxAttempts = 10;

    // One write at a time and namespace charges its quotas here; others that write them (the controller, another server) are met as conflicts.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        var ns = request.Context.Namespace;
        if (value is null || !request.Resource.Namespaced || QuotaEvaluators.Find(request.Resource.Group, request.Resource.Plural) is not { } evaluator
            || !Concerns(request, value) || objects.List<ResourceQuota>(ns).Count == 0)
        {
            return;
        }

        var gate = _gates[(uint)ns.GetHashCode(StringComparison.Ordinal) % _gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            await ChargeAsync(request, value, evaluator, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async ValueTask ChargeAsync(AdmissionRequest request, IKubernetesObject value, IQuotaEvaluator evaluator, CancellationToken cancellationToken)
    {
        var quotas = objects.List<ResourceQuota>(request.Context.Namespace);
        for (var attempt = 1; ; attempt++)
        {
            var charged = QuotaCheck.Charge(quotas, evaluator, request, value, clock.GetUtcNow());
            var failed = request.Context.DryRun ? [] : await WriteAsync(charged, attempt == MaxAttempts, cancellationToken);
            if (failed.Count == 0)
            {
                return;
            }

            quotas = objects.List<ResourceQuota>(request.Context.Namespace).Where(quota => failed.Contains(quota.Metadata.Name)).ToList();
        }
    }

    private async ValueTask<HashSet<string>> WriteAsync(IReadOnlyList<ResourceQuota> quotas, bool isLast, CancellationToken cancellationToken)
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var quota in quotas)
        {
            try
            {
                await client.UpdateAsync(quota, "status", cancellationToken);
            }
            catch (ApiException error) when (error.IsConflict && !isLast)
            {
                failed.Add(quota.Metadata.Name);
            }
            catch (ApiException error) when (error.IsNotFound)
            {
                // A quota that is gone limits nothing.
            }
        }

        return failed;
    }

    private static bool Concerns(AdmissionRequest request, IKubernetesObject value) => (value, request.Operation, request.Context.Subresource) switch
    {
        (_, "DELETE", _) => false,
        (Pod, "UPDATE", "resize") => true,
        (Pod pod, "UPDATE", "") => request.Old is Pod old && (pod.Spec.ActiveDeadlineSeconds >= 0) != (old.Spec.ActiveDeadlineSeconds >= 0),
        (Service or PersistentVolumeClaim, _, "") => true,
        (PersistentVolumeClaim claim, "UPDATE", "status") => request.Old is PersistentVolumeClaim old && claim.Status.AllocatedResources != old.Status.AllocatedResources,
        (_, "CREATE", "") => true,
        _ => false,
    };
}
