using Tiphys.Api.Schemas;

namespace Tiphys.Api.ApiRegistration.V1;

/// <summary>Observed state of an API service.</summary>
[ApiType("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus")]
public sealed partial record APIServiceStatus
{
    /// <summary>Latest observations about the API service, holding one entry for each condition type.</summary>
    [ApiField("conditions", 1, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<APIServiceCondition> Conditions { get; init; }
}
