using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Adjusts the number of pods of a workload automatically according to one or more metrics.</summary>
[ApiType("io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler", Group = "autoscaling", Version = "v2", Kind = "HorizontalPodAutoscaler")]
[ApiResource(
    "horizontalpodautoscalers",
    Singular = "horizontalpodautoscaler",
    Namespaced = true,
    ShortNames = ["hpa"],
    Categories = ["all"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "qwQve8ut294=")]
[ApiSubresource("status", "autoscaling/v2", "HorizontalPodAutoscaler", Verbs = ["get", "patch", "update"])]
public sealed partial record HorizontalPodAutoscaler
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The target to resize, its bounds, the metrics and the scaling pace.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Required = true)]
    public partial HorizontalPodAutoscalerSpec Spec { get; init; }

    /// <summary>What the autoscaler last observed and decided.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial HorizontalPodAutoscalerStatus Status { get; init; }
}
