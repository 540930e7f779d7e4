namespace Tiphys.Api.Core.V1;

/// <summary>A named storage unit declared by a pod, which any of its containers may then mount.</summary>
[ApiType("io.k8s.api.core.v1.Volume")]
public sealed partial record Volume
{
    /// <summary>Name unique among the volumes of the pod, as a DNS label, which mounts and devices refer to.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>The fields of VolumeSource, which sit beside the others in JSON.</summary>
    [ApiField("", 2)]
    public partial VolumeSource VolumeSource { get; init; }
}
