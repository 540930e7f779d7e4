using Tiphys.Api.Core.V1;

namespace Tiphys.Client.Quotas;

/// <summary>Pods and what their containers ask for. A pod that has ended uses nothing but its place in the count of objects.</summary>
internal sealed class PodEvaluator : IQuotaEvaluator
{
    private const string Count = "count/pods";
    private const string Requests = "requests.";

    private static readonly string[] Names =
    [
        Count, "pods", "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory",
        "limits.ephemeral-storage",
    ];

    // Whoever limits these makes every container say what it needs: a rule of old that holds for no other resource.
    private static readonly string[] Required = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    public IReadOnlyList<string> Matching(IEnumerable<string> names) => names
        .Where(name => Names.Contains(name)
            || name.StartsWith("hugepages-", StringComparison.Ordinal)
            || name.StartsWith("requests.hugepages-", StringComparison.Ordinal)
            || (name.StartsWith(Requests, StringComparison.Ordinal) && name.Contains('/')))
        .ToList();

    public bool IsInScope(ScopedResourceSelectorRequirement scope, IKubernetesObject value)
    {
        var pod = (Pod)value;
        return scope.ScopeName switch
        {
            "Terminating" => pod.Spec.ActiveDeadlineSeconds >= 0,
            "NotTerminating" => !(pod.Spec.ActiveDeadlineSeconds >= 0),
            "BestEffort" => IsBestEffort(pod),
            "NotBestEffort" => !IsBestEffort(pod),
            "PriorityClass" => QuotaEvaluators.Selects(scope, pod.Spec.PriorityClassName.Length == 0 ? [] : [pod.Spec.PriorityClassName]),
            "CrossNamespacePodAffinity" => LooksAcross(pod.Spec.Affinity),
            _ => false,
        };
    }

    public string? Missing(IReadOnlyList<string> limited, IKubernetesObject value)
    {
        var pod = (Pod)value;
        if (pod.Spec.Resources is { } own && own.Requests.Keys.Concat(own.Limits.Keys).Any(name => name is "cpu" or "memory" || name.StartsWith("hugepages-", StringComparison.Ordinal)))
        {
            return null;
        }

        var containers = pod.Spec.Containers.Concat(pod.Spec.InitContainers).ToList();
        var missing = limited.Where(name => Required.Contains(name)).Distinct().Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Containers: containers.Where(each => !Amounts(each.Resources.Requests, each.Resources.Limits).ContainsKey(name))
                .Select(each => each.Name).Distinct().Order(StringComparer.Ordinal).ToList()))
            .Where(each => each.Containers.Count > 0)
            .Select(each => $"{each.Name} for: {string.Join(",", each.Containers)}")
            .ToList();
        return missing.Count == 0 ? null : $"must specify {string.Join("; ", missing)}";
    }

    public ApiMap<Quantity> Usage(IKubernetesObject value, DateTimeOffset now)
    {
        var pod = (Pod)value;
        ApiMap<Quantity> count = [new(Count, Quantity.FromValue(1))];
        return HasEnded(pod, now) ? count : PodAmounts.Add(count, Amounts(PodAmounts.Requests(pod), PodAmounts.Limits(pod)));
    }

    // A pod that is stuck on a lost node must not keep others from taking its place.
    private static bool HasEnded(Pod pod, DateTimeOffset now) =>
        pod.Status.Phase is PodPhase.Failed or PodPhase.Succeeded
        || (pod.Metadata is { DeletionTimestamp: { } deletion, DeletionGracePeriodSeconds: { } grace } && now > deletion.Moment.AddSeconds(grace));

    private static ApiMap<Quantity> Amounts(ApiMap<Quantity> requests, ApiMap<Quantity> limits)
    {
        ApiMap<Quantity> usage = [new("pods", Quantity.FromValue(1))];
        foreach (var (name, amount) in requests)
        {
            var isPlain = name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal);
            usage = isPlain ? usage.SetItem(name, amount).SetItem(Requests + name, amount)
                : name.Contains('/') ? usage.SetItem(Requests + name, amount)
                : usage;
        }

        foreach (var name in new[] { "cpu", "memory", "ephemeral-storage" })
        {
            usage = limits.TryGetValue(name, out var limit) ? usage.SetItem("limits." + name, limit) : usage;
        }

        return usage;
    }

    private static bool IsBestEffort(Pod pod) => pod.Status.QOSClass.Length > 0
        ? pod.Status.QOSClass == "BestEffort"
        : pod.Spec.Containers.Concat(pod.Spec.InitContainers).Select(each => each.Resources).Append(pod.Spec.Resources ?? ResourceRequirements.Empty)
            .All(each => each.Requests.Concat(each.Limits).All(amount => amount.Key is not ("cpu" or "memory") || amount.Value.Sign <= 0));

    private static bool LooksAcross(Affinity? affinity)
    {
        static bool IsAcross(PodAffinityTerm term) => !term.Namespaces.IsEmpty || term.NamespaceSelector is not null;
        return affinity is not null
            && ((affinity.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? default).Any(IsAcross)
                || (affinity.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? default).Any(each => IsAcross(each.PodAffinityTerm))
                || (affinity.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? default).Any(IsAcross)
                || (affinity.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? default).Any(each => IsAcross(each.PodAffinityTerm)));
    }
}
