using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.Networking.V1;

/// <summary>Observed state of a ServiceCIDR.</summary>
[ApiType("io.k8s.api.networking.v1.ServiceCIDRStatus")]
public sealed partial record ServiceCIDRStatus
{
    /// <summary>Latest observations about the range, such as Ready, holding one entry for each condition type.</summary>
    [ApiField("conditions", 1, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<Condition> Conditions { get; init; }
}
