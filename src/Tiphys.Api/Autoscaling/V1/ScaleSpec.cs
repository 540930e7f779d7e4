namespace Tiphys.Api.Autoscaling.V1;

/// <summary>The wanted size of a scalable resource.</summary>
[ApiType("io.k8s.api.autoscaling.v1.ScaleSpec")]
public sealed partial record ScaleSpec
{
    /// <summary>Number of instances wanted for the scaled object; defaults to 0.</summary>
    [ApiField("replicas", 1, OmitEmpty = true, Optional = true, Default = "0")]
    public partial int Replicas { get; init; }
}
