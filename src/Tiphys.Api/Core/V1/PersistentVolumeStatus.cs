namespace Tiphys.Api.Core.V1;

/// <summary>Current condition of a persistent volume as reported by the volume controllers.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeStatus")]
public sealed partial record PersistentVolumeStatus
{
    /// <summary>Stage in the volume's life: Pending, Available, Bound, Released or Failed.</summary>
    [ApiField("phase", 1, OmitEmpty = true, Optional = true, Enum = typeof(PersistentVolumePhase), TypeName = "v1.PersistentVolumePhase")]
    public partial string Phase { get; init; }

    /// <summary>Text for humans that explains why the volume is in its present phase.</summary>
    [ApiField("message", 2, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }

    /// <summary>Short CamelCase code for a failure, meant for machines and command line output.</summary>
    [ApiField("reason", 3, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>When the volume moved into its present phase, set automatically on each change.</summary>
    [ApiField("lastPhaseTransitionTime", 4, OmitEmpty = true, Optional = true)]
    public partial Time? LastPhaseTransitionTime { get; init; }
}
