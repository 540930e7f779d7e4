namespace Tiphys.Api.Autoscaling.V1;

/// <summary>The observed size of a scalable resource.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ScaleStatus")]
public sealed partial record ScaleStatus
{
    /// <summary>Number of instances of the scaled object that were actually observed.</summary>
    [ApiField("replicas", 1)]
    public partial int Replicas { get; init; }

    /// <summary>Label query for the counted pods, written as a string like that of a list request.</summary>
    [ApiField("selector", 2, OmitEmpty = true, Optional = true)]
    public partial string Selector { get; init; }
}
