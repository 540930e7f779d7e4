namespace Tiphys.Api.Core.V1;

/// <summary>Selects the system call filter applied to a pod or container.</summary>
[ApiType("io.k8s.api.core.v1.SeccompProfile")]
public sealed partial record SeccompProfile
{
    /// <summary>Kind of profile: Localhost for a node file, RuntimeDefault, or Unconfined for none.</summary>
    [ApiField("type", 1, Enum = typeof(SeccompProfileType), TypeName = "v1.SeccompProfileType")]
    public partial string Type { get; init; }

    /// <summary>Path of the profile file relative to the kubelet seccomp directory; only for type Localhost.</summary>
    [ApiField("localhostProfile", 2, OmitEmpty = true, Optional = true)]
    public partial string? LocalhostProfile { get; init; }
}
