namespace Tiphys.Api.Resource.V1;

/// <summary>Criteria and configuration that a device class contributes to requests.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceClassSpec")]
public sealed partial record DeviceClassSpec
{
    /// <summary>Criteria that a device must meet to belong to the class.</summary>
    [ApiField("selectors", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceSelector> Selectors { get; init; }

    /// <summary>Configuration added to every allocation made through the class; ignored during selection.</summary>
    [ApiField("config", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<DeviceClassConfiguration> Config { get; init; }

    /// <summary>Extended resource that pods can request in their containers to obtain devices of this class.</summary>
    [ApiField("extendedResourceName", 4, OmitEmpty = true, Optional = true)]
    public partial string? ExtendedResourceName { get; init; }
}
