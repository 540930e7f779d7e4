using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Scheduling.V1;

namespace Tiphys.ApiServer.Hosting;

/// <summary>The priority classes that every cluster has (pkg/apis/scheduling).</summary>
internal static class SystemPriorityClasses
{
    private const int Highest = 2_000_000_000;

    public static IReadOnlyList<PriorityClass> All { get; } =
    [
        Of("system-node-critical", Highest + 1000, "Used for system critical pods that must not be moved from their current node."),
        Of("system-cluster-critical", Highest, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
    ];

    private static PriorityClass Of(string name, int value, string description) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Value = value,
        Description = description,
        PreemptionPolicy = PreemptionPolicy.PreemptLowerPriority,
    };
}
