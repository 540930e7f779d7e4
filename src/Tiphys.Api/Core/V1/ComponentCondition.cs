namespace Tiphys.Api.Core.V1;

/// <summary>One health finding about a control plane component.</summary>
[ApiType("io.k8s.api.core.v1.ComponentCondition")]
public sealed partial record ComponentCondition
{
    /// <summary>Name of the finding, of which only Healthy exists.</summary>
    [ApiField("type", 1, TypeName = "v1.ComponentConditionType")]
    public partial string Type { get; init; }

    /// <summary>Whether the component is healthy: True, False or Unknown.</summary>
    [ApiField("status", 2, TypeName = "v1.ConditionStatus")]
    public partial string Status { get; init; }

    /// <summary>Text with details, for example the answer of a health check.</summary>
    [ApiField("message", 3, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Error code or text for a failed health check.</summary>
    [ApiField("error", 4, OmitEmpty = true, Optional = true)]
    public partial string Error { get; init; }
}
