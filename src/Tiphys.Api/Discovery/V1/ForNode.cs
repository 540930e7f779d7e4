namespace Tiphys.Api.Discovery.V1;

/// <summary>Names one node that an endpoint is meant to serve.</summary>
[ApiType("io.k8s.api.discovery.v1.ForNode")]
public sealed partial record ForNode
{
    /// <summary>Name of the Node object whose clients should prefer the endpoint.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }
}
