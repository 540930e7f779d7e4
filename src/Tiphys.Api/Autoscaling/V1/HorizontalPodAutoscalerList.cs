using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V1;

/// <summary>A collection of HorizontalPodAutoscalers as returned by a list request.</summary>
[ApiType("io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerList", Group = "autoscaling", Version = "v1", Kind = "HorizontalPodAutoscalerList")]
public sealed partial record HorizontalPodAutoscalerList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The HorizontalPodAutoscaler objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<HorizontalPodAutoscaler> Items { get; init; }
}
