namespace Tiphys.Api.Core.V1;

/// <summary>Describes a Quobyte volume that is mounted into a pod or backs a PersistentVolume.</summary>
[ApiType("io.k8s.api.core.v1.QuobyteVolumeSource")]
public sealed partial record QuobyteVolumeSource
{
    /// <summary>Comma-separated host:port addresses of the Quobyte registry services that know the volumes.</summary>
    [ApiField("registry", 1)]
    public partial string Registry { get; init; }

    /// <summary>Name of a Quobyte volume that has already been created.</summary>
    [ApiField("volume", 2)]
    public partial string Volume { get; init; }

    /// <summary>Mounts the Quobyte volume without write permission when true; defaults to false.</summary>
    [ApiField("readOnly", 3, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>User that volume access is mapped to; defaults to the owner of the volume.</summary>
    [ApiField("user", 4, OmitEmpty = true, Optional = true)]
    public partial string User { get; init; }

    /// <summary>Group that volume access is mapped to; by default no group is used.</summary>
    [ApiField("group", 5, OmitEmpty = true, Optional = true)]
    public partial string Group { get; init; }

    /// <summary>Quobyte tenant that owns the volume, filled in by the provisioner for dynamic volumes.</summary>
    [ApiField("tenant", 6, OmitEmpty = true, Optional = true)]
    public partial string Tenant { get; init; }
}
