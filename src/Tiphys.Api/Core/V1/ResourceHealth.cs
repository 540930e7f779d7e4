namespace Tiphys.Api.Core.V1;

/// <summary>Health of a single allocated resource unit, such as one device.</summary>
[ApiType("io.k8s.api.core.v1.ResourceHealth")]
public sealed partial record ResourceHealth
{
    /// <summary>Identifier of the unit, unique on the node for its resource.</summary>
    [ApiField("resourceID", 1, TypeName = "v1.ResourceID")]
    public partial string ResourceID { get; init; }

    /// <summary>State of the unit: Healthy, Unhealthy, or Unknown when nothing was reported.</summary>
    [ApiField("health", 2, OmitEmpty = true, TypeName = "v1.ResourceHealthStatus")]
    public partial string Health { get; init; }

    /// <summary>Text for humans that explains the reported health of the unit.</summary>
    [ApiField("message", 6, OmitEmpty = true, Optional = true)]
    public partial string? Message { get; init; }
}
