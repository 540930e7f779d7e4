namespace Tiphys.Api.Resource.V1;

/// <summary>Configuration attached to an allocation, with a note of where it came from.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceAllocationConfiguration")]
public sealed partial record DeviceAllocationConfiguration
{
    /// <summary>Origin of the configuration: FromClass or FromClaim.</summary>
    [ApiField("source", 1, Enum = typeof(AllocationConfigSource), TypeName = "v1.AllocationConfigSource")]
    public partial string Source { get; init; }

    /// <summary>Names of the requests that the configuration is for; empty means all of them.</summary>
    [ApiField("requests", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Requests { get; init; }

    /// <summary>The fields of DeviceConfiguration, which sit beside the others in JSON.</summary>
    [ApiField("", 3)]
    public partial DeviceConfiguration DeviceConfiguration { get; init; }
}
