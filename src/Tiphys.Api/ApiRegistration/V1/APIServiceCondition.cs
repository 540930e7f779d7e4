namespace Tiphys.Api.ApiRegistration.V1;

/// <summary>One observation about the state of an API service.</summary>
[ApiType("io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceCondition")]
public sealed partial record APIServiceCondition
{
    /// <summary>Name of the aspect being reported, such as Available.</summary>
    [ApiField("type", 1, TypeName = "v1.APIServiceConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition currently holds: True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>When the condition status last changed from one value to another.</summary>
    [ApiField("lastTransitionTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase code explaining why the condition last changed.</summary>
    [ApiField("reason", 4, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Readable explanation of the most recent change of the condition.</summary>
    [ApiField("message", 5, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
