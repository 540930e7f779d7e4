namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Goal for a compute resource used by one container in each pod of the target.</summary>
[ApiType("io.k8s.api.autoscaling.v2.ContainerResourceMetricSource")]
public sealed partial record ContainerResourceMetricSource
{
    /// <summary>Name of the resource to watch, such as cpu or memory.</summary>
    [ApiField("name", 1, TypeName = "v1.ResourceName")]
    public partial string Name { get; init; }

    /// <summary>The use to aim for, as a percentage of the request or as a mean quantity.</summary>
    [ApiField("target", 2)]
    public partial MetricTarget Target { get; init; }

    /// <summary>Name of the container whose use is measured in every pod.</summary>
    [ApiField("container", 3)]
    public partial string Container { get; init; }
}
