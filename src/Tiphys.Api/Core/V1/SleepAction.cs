namespace Tiphys.Api.Core.V1;

/// <summary>A pause of fixed length in the lifecycle of a container.</summary>
[ApiType("io.k8s.api.core.v1.SleepAction")]
public sealed partial record SleepAction
{
    /// <summary>Length of the pause in seconds, bounded by the termination grace period.</summary>
    [ApiField("seconds", 1)]
    public partial long Seconds { get; init; }
}
