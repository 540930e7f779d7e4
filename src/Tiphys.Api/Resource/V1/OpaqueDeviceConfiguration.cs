namespace Tiphys.Api.Resource.V1;

/// <summary>Driver-specific parameters that Kubernetes passes through without interpreting them.</summary>
[ApiType("io.k8s.api.resource.v1.OpaqueDeviceConfiguration")]
public sealed partial record OpaqueDeviceConfiguration
{
    /// <summary>Name of the DRA driver that the parameters are meant for.</summary>
    [ApiField("driver", 1)]
    public partial string Driver { get; init; }

    /// <summary>Arbitrary object for the driver, which should carry its own kind and version.</summary>
    [ApiField("parameters", 2, TypeName = "runtime.RawExtension")]
    public partial RawJson Parameters { get; init; }
}
