using Tiphys.Api.Core.V1;

namespace Tiphys.Client.Quotas;

/// <summary>Counts objects, for resources that use nothing else.</summary>
internal sealed class CountEvaluator(string group, string plural) : IQuotaEvaluator
{
    private static readonly string[] OldNames = ["configmaps", "resourcequotas", "replicationcontrollers", "secrets"];

    private readonly string[] _names = group.Length == 0 && OldNames.Contains(plural)
        ? [QuotaEvaluators.CountName(group, plural), plural]
        : [QuotaEvaluators.CountName(group, plural)];

    public IReadOnlyList<string> Matching(IEnumerable<string> names) => names.Where(name => _names.Contains(name)).ToList();

    public bool IsInScope(ScopedResourceSelectorRequirement scope, IKubernetesObject value) => false;

    public string? Missing(IReadOnlyList<string> limited, IKubernetesObject value) => null;

    public ApiMap<Quantity> Usage(IKubernetesObject value, DateTimeOffset now) => _names.Select(name => KeyValuePair.Create(name, Quantity.FromValue(1))).ToApiMap();
}
