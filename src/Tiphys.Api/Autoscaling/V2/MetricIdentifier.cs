using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Tells which metric to fetch from the metrics API.</summary>
[ApiType("io.k8s.api.autoscaling.v2.MetricIdentifier")]
public sealed partial record MetricIdentifier
{
    /// <summary>Name under which the metrics API serves the metric.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Label query handed to the metrics server to narrow the result; without it only the name is used.</summary>
    [ApiField("selector", 2, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? Selector { get; init; }
}
