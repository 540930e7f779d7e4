namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Last reading of one metric, with exactly one source filled in according to its type.</summary>
[ApiType("io.k8s.api.autoscaling.v2.MetricStatus")]
public sealed partial record MetricStatus
{
    /// <summary>Which source was read, one of Object, Pods, Resource, ContainerResource or External.</summary>
    [ApiField("type", 1, TypeName = "v2.MetricSourceType")]
    public partial string Type { get; init; }

    /// <summary>Reading of a metric that describes a single other Kubernetes object.</summary>
    [ApiField("object", 2, OmitEmpty = true, Optional = true)]
    public partial ObjectMetricStatus? Object { get; init; }

    /// <summary>Reading of a custom metric averaged over the pods.</summary>
    [ApiField("pods", 3, OmitEmpty = true, Optional = true)]
    public partial PodsMetricStatus? Pods { get; init; }

    /// <summary>Reading of the CPU or memory use of whole pods.</summary>
    [ApiField("resource", 4, OmitEmpty = true, Optional = true)]
    public partial ResourceMetricStatus? Resource { get; init; }

    /// <summary>Reading of the CPU or memory use of one named container in every pod.</summary>
    [ApiField("containerResource", 7, OmitEmpty = true, Optional = true)]
    public partial ContainerResourceMetricStatus? ContainerResource { get; init; }

    /// <summary>Reading of a metric from outside the cluster.</summary>
    [ApiField("external", 5, OmitEmpty = true, Optional = true)]
    public partial ExternalMetricStatus? External { get; init; }
}
