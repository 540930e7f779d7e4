namespace Tiphys.Api.Resource.V1;

/// <summary>Configuration in a claim that applies to some or all of its requests.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceClaimConfiguration")]
public sealed partial record DeviceClaimConfiguration
{
    /// <summary>Names of the requests that the configuration is for; empty means all of them.</summary>
    [ApiField("requests", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Requests { get; init; }

    /// <summary>The fields of DeviceConfiguration, which sit beside the others in JSON.</summary>
    [ApiField("", 2)]
    public partial DeviceConfiguration DeviceConfiguration { get; init; }
}
