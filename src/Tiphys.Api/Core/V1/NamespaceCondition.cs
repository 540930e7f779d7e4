namespace Tiphys.Api.Core.V1;

/// <summary>One aspect of the observed state of a namespace.</summary>
[ApiType("io.k8s.api.core.v1.NamespaceCondition")]
public sealed partial record NamespaceCondition
{
    /// <summary>Name of the aspect, for example NamespaceContentRemaining.</summary>
    [ApiField("type", 1, TypeName = "v1.NamespaceConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the condition holds: True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Moment the status value last changed.</summary>
    [ApiField("lastTransitionTime", 4, OmitEmpty = true, Optional = true)]
    public partial Time LastTransitionTime { get; init; }

    /// <summary>Short CamelCase code for why the status last changed.</summary>
    [ApiField("reason", 5, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that gives details about the last change.</summary>
    [ApiField("message", 6, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
