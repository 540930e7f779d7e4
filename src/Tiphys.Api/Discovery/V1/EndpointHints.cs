namespace Tiphys.Api.Discovery.V1;

/// <summary>Routing advice that keeps traffic close to the clients of an endpoint.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointHints")]
public sealed partial record EndpointHints
{
    /// <summary>Zones whose clients should use this endpoint, with at most 8 entries.</summary>
    [ApiField("forZones", 1, OmitEmpty = true)]
    public partial ApiList<ForZone> ForZones { get; init; }

    /// <summary>Nodes whose clients should use this endpoint, with at most 8 entries.</summary>
    [ApiField("forNodes", 2, OmitEmpty = true)]
    public partial ApiList<ForNode> ForNodes { get; init; }
}
