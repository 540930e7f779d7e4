namespace Tiphys.Api.Resource.V1;

/// <summary>Desired devices of a claim; immutable after creation.</summary>
[ApiType("io.k8s.api.resource.v1.ResourceClaimSpec")]
public sealed partial record ResourceClaimSpec
{
    /// <summary>Describes the devices to allocate and how they should be configured.</summary>
    [ApiField("devices", 1, Optional = true)]
    public partial DeviceClaim Devices { get; init; }
}
