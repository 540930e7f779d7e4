namespace Tiphys.Api.Core.V1;

/// <summary>A group of addresses that all offer the same ports.</summary>
[ApiType("io.k8s.api.core.v1.EndpointSubset")]
public sealed partial record EndpointSubset
{
    /// <summary>Addresses that are ready to receive traffic.</summary>
    [ApiField("addresses", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<EndpointAddress> Addresses { get; init; }

    /// <summary>Addresses whose pods are starting, failing readiness checks or otherwise not ready.</summary>
    [ApiField("notReadyAddresses", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<EndpointAddress> NotReadyAddresses { get; init; }

    /// <summary>Ports available at every address of the group.</summary>
    [ApiField("ports", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<EndpointPort> Ports { get; init; }
}
