namespace Tiphys.Api.Discovery.V1;

/// <summary>Names one zone that an endpoint is meant to serve.</summary>
[ApiType("io.k8s.api.discovery.v1.ForZone")]
public sealed partial record ForZone
{
    /// <summary>Zone name as found in the topology label of nodes.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }
}
