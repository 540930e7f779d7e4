namespace Tiphys.Api.Core.V1;

/// <summary>Describes the swap memory of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSwapStatus")]
public sealed partial record NodeSwapStatus
{
    /// <summary>Total swap size of the node in bytes.</summary>
    [ApiField("capacity", 1, OmitEmpty = true, Optional = true)]
    public partial long? Capacity { get; init; }
}
