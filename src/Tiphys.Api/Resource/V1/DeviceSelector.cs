namespace Tiphys.Api.Resource.V1;

/// <summary>A criterion that a device must meet to be chosen.</summary>
[ApiType("io.k8s.api.resource.v1.DeviceSelector")]
public sealed partial record DeviceSelector
{
    /// <summary>Criterion written as a CEL expression; required.</summary>
    [ApiField("cel", 1, OmitEmpty = true, Optional = true)]
    public partial CELDeviceSelector? CEL { get; init; }
}
