namespace Tiphys.Api.Core.V1;

/// <summary>Describes a Gluster volume mounted into a pod, which lasts longer than the pod.</summary>
[ApiType("io.k8s.api.core.v1.GlusterfsVolumeSource")]
public sealed partial record GlusterfsVolumeSource
{
    /// <summary>Name of the Endpoints object that lists the addresses of the Gluster servers.</summary>
    [ApiField("endpoints", 1)]
    public partial string EndpointsName { get; init; }

    /// <summary>Name of the Gluster volume that is to be mounted.</summary>
    [ApiField("path", 2)]
    public partial string Path { get; init; }

    /// <summary>Mounts the Gluster volume without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}
