using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Policy.V1;
using Tiphys.Api.Selectors;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.InProcess;

namespace Tiphys.ApiServer.Handlers;

/// <summary>The budget that a pod's eviction was taken from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsCounted">False when the pod was not healthy and so costs nothing.</param>
internal readonly record struct TakenBudget(string Name, bool IsCounted);

/// <summary>Takes evictions from disruption budgets.</summary>
internal sealed class DisruptionBudgets(ApiServerCore server)
{
    private const string Refusal = "Cannot evict pod as it would violate the pod's disruption budget.";
    private const string AllowedCondition = "DisruptionAllowed";
    private const int MaxAttempts = 20;
    private const int MaxDisruptedPods = 2000;

    /// <summary>Takes one disruption from the pod's budget; null when it has none.</summary>
    /// <exception cref="ApiException">429: not now; 500: there are several budgets.</exception>
    public async ValueTask<TakenBudget?> TakeAsync(Pod pod, bool dryRun, CancellationToken cancellationToken)
    {
        var objects = new StoredObjects(server.Store, server.Registry);
        var budgets = objects.List<PodDisruptionBudget>(pod.Metadata.Namespace)
            .Where(budget => budget.Spec.Selector is not null && LabelSelectors.Matches(budget.Spec.Selector, pod.Metadata.Labels))
            .ToList();
        if (budgets.Count > 1)
        {
            throw StatusErrors.Of(500, "", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.", null);
        }

        if (budgets.Count == 0)
        {
            return null;
        }

        var name = budgets[0].Metadata.Name;
        if (IsFree(pod, budgets[0]))
        {
            return new(name, false);
        }

        for (var attempt = 1; ; attempt++)
        {
            var budget = attempt == 1 ? budgets[0] : objects.Find<PodDisruptionBudget>(pod.Metadata.Namespace, name) ?? throw StatusErrors.NotFound("policy", "poddisruptionbudgets", name);
            Check(budget);
            if (dryRun || await TryTakeAsync(budget, pod.Metadata.Name, cancellationToken))
            {
                return new(name, true);
            }

            if (attempt == MaxAttempts)
            {
                throw StatusErrors.Timeout($"couldn't update PodDisruptionBudget \"{name}\" due to conflicts");
            }
        }
    }

    /// <summary>429: the budget does not know yet.</summary>
    public static ApiException StillProcessed(string name) =>
        Caused(StatusErrors.TooManyRequests(Refusal, 10), $"The disruption budget {name} is still being processed by the server.");

    // A pod that is not healthy is missed by nobody, as long as enough others are, or when its budget says so.
    private static bool IsFree(Pod pod, PodDisruptionBudget budget) =>
        !pod.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" })
        && (budget.Spec.UnhealthyPodEvictionPolicy == "AlwaysAllow"
            || (budget.Status.CurrentHealthy >= budget.Status.DesiredHealthy && budget.Status.DesiredHealthy > 0));

    private static void Check(PodDisruptionBudget budget)
    {
        var (name, status) = (budget.Metadata.Name, budget.Status);
        if (status.ObservedGeneration < budget.Metadata.Generation)
        {
            throw StillProcessed(name);
        }

        if (status.DisruptionsAllowed < 0)
        {
            throw StatusErrors.Forbidden("policy", "poddisruptionbudget", name, "pdb disruptions allowed is negative");
        }

        if (status.DisruptedPods.Count > MaxDisruptedPods)
        {
            throw StatusErrors.Forbidden("policy", "poddisruptionbudget", name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        }

        if (status.DisruptionsAllowed == 0)
        {
            throw Caused(StatusErrors.TooManyRequests(Refusal, 0), WhyNone(name, status));
        }
    }

    private static string WhyNone(string name, PodDisruptionBudgetStatus status)
    {
        var said = status.Conditions.FirstOrDefault(condition => condition is { Type: AllowedCondition, Status: "False", Message.Length: > 0 });
        return said is { Reason: "SyncFailed" } ? $"The disruption budget {name} does not allow evicting pods currently because it failed sync: {said.Message}"
            : status.CurrentHealthy <= status.DesiredHealthy
                ? $"The disruption budget {name} needs {status.DesiredHealthy} healthy pods and has {status.CurrentHealthy} currently"
            : said is not null ? $"The disruption budget {name} does not allow evicting pods currently ({said.Reason}): {said.Message}"
            : $"The disruption budget {name} does not allow evicting pods currently";
    }

    private async ValueTask<bool> TryTakeAsync(PodDisruptionBudget budget, string pod, CancellationToken cancellationToken)
    {
        var status = budget.Status with
        {
            DisruptionsAllowed = budget.Status.DisruptionsAllowed - 1,
            DisruptedPods = budget.Status.DisruptedPods.SetItem(pod, Time.Now(server.Clock)),
        };
        status = status.DisruptionsAllowed == 0 ? status with { Conditions = WithNoneLeft(status) } : status;
        try
        {
            await ServerClient.Of(server).UpdateAsync(budget with { Status = status }, "status", cancellationToken);
            return true;
        }
        catch (ApiException error) when (error.IsConflict)
        {
            return false;
        }
    }

    private ApiList<Condition> WithNoneLeft(PodDisruptionBudgetStatus status)
    {
        var index = status.Conditions.FindIndex(condition => condition.Type == AllowedCondition);
        var before = index < 0 ? null : status.Conditions[index];
        var none = new Condition
        {
            Type = AllowedCondition,
            Status = "False",
            ObservedGeneration = status.ObservedGeneration,
            LastTransitionTime = before is { Status: "False" } ? before.LastTransitionTime : Time.Now(server.Clock),
            Reason = "InsufficientPods",
        };
        return index < 0 ? status.Conditions.Add(none) : status.Conditions.SetItem(index, none);
    }

    private static ApiException Caused(ApiException error, string why) => new(error.Status with
    {
        Details = error.Status.Details! with { Causes = [new StatusCause { Type = "DisruptionBudget", Message = why }] },
    });
}
