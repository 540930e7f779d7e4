namespace Tiphys.Api.Core.V1;

/// <summary>Groups the rules that steer on which nodes a pod is placed.</summary>
[ApiType("io.k8s.api.core.v1.Affinity")]
public sealed partial record Affinity
{
    /// <summary>Rules based on the properties of the candidate nodes.</summary>
    [ApiField("nodeAffinity", 1, OmitEmpty = true, Optional = true)]
    public partial NodeAffinity? NodeAffinity { get; init; }

    /// <summary>Rules that place the pod near other pods, for example in the same zone.</summary>
    [ApiField("podAffinity", 2, OmitEmpty = true, Optional = true)]
    public partial PodAffinity? PodAffinity { get; init; }

    /// <summary>Rules that keep the pod away from other pods, for example on another node.</summary>
    [ApiField("podAntiAffinity", 3, OmitEmpty = true, Optional = true)]
    public partial PodAntiAffinity? PodAntiAffinity { get; init; }
}
