namespace Tiphys.Api.Autoscaling.V1;

/// <summary>One metric that guides scaling, with exactly one source filled in according to its type.</summary>
[ApiType("io.k8s.api.autoscaling.v1.MetricSpec")]
public sealed partial record MetricSpec
{
    /// <summary>Which source is used, one of Object, Pods, Resource, ContainerResource or External.</summary>
    [ApiField("type", 1, Enum = typeof(MetricSourceType), TypeName = "v1.MetricSourceType")]
    public partial string Type { get; init; }

    /// <summary>A metric that describes a single other Kubernetes object, such as the hit rate of an Ingress.</summary>
    [ApiField("object", 2, OmitEmpty = true, Optional = true)]
    public partial ObjectMetricSource? Object { get; init; }

    /// <summary>A custom metric reported by each pod and averaged over all of them.</summary>
    [ApiField("pods", 3, OmitEmpty = true, Optional = true)]
    public partial PodsMetricSource? Pods { get; init; }

    /// <summary>CPU or memory use of whole pods compared with a goal.</summary>
    [ApiField("resource", 4, OmitEmpty = true, Optional = true)]
    public partial ResourceMetricSource? Resource { get; init; }

    /// <summary>CPU or memory use of one named container in every pod.</summary>
    [ApiField("containerResource", 7, OmitEmpty = true, Optional = true)]
    public partial ContainerResourceMetricSource? ContainerResource { get; init; }

    /// <summary>A metric from outside the cluster, such as the length of a message queue.</summary>
    [ApiField("external", 5, OmitEmpty = true, Optional = true)]
    public partial ExternalMetricSource? External { get; init; }
}
