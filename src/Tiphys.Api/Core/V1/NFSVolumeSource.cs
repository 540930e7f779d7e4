namespace Tiphys.Api.Core.V1;

/// <summary>Describes a directory exported by an NFS server and mounted over the network.</summary>
[ApiType("io.k8s.api.core.v1.NFSVolumeSource")]
public sealed partial record NFSVolumeSource
{
    /// <summary>Host name or IP address of the NFS server.</summary>
    [ApiField("server", 1)]
    public partial string Server { get; init; }

    /// <summary>Directory exported by the NFS server that is to be mounted.</summary>
    [ApiField("path", 2)]
    public partial string Path { get; init; }

    /// <summary>Mounts the export without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }
}
