namespace Tiphys.Api.Resource.V1;

/// <summary>Driver configuration, of which exactly one form must be set.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceConfiguration")]
public sealed partial record DeviceConfiguration
{
    /// <summary>Configuration that only the named driver can interpret.</summary>
    [ApiField("opaque", 1, OmitEmpty = true, Optional = true)]
    public partial OpaqueDeviceConfiguration? Opaque { get; init; }
}
