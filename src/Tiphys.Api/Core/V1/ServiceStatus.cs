using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Observed state of a service.</summary>
[ApiType("io.k8s.api.core.v1.ServiceStatus")]
public sealed partial record ServiceStatus
{
    /// <summary>State of the external load balancer, empty when there is none.</summary>
    [ApiField("loadBalancer", 1, OmitEmpty = true, Optional = true)]
    public partial LoadBalancerStatus LoadBalancer { get; init; }

    /// <summary>Latest conditions that report on the service.</summary>
    [ApiField("conditions", 2, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<Condition> Conditions { get; init; }
}
