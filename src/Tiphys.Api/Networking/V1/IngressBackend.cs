using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Networking.V1;

/// <summary>Destination of ingress traffic, given either as a service or as another resource.</summary>
[ApiType("io.k8s.api.networking.v1.IngressBackend")]
public sealed partial record IngressBackend
{
    /// <summary>Service that receives the traffic; cannot be set together with a resource.</summary>
    [ApiField("service", 4, OmitEmpty = true, Optional = true)]
    public partial IngressServiceBackend? Service { get; init; }

    /// <summary>Object in the same namespace that receives the traffic; cannot be set together with a service.</summary>
    [ApiField("resource", 3, OmitEmpty = true, Optional = true)]
    public partial TypedLocalObjectReference? Resource { get; init; }
}
