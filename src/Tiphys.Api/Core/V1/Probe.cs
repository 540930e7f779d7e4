namespace Tiphys.Api.Core.V1;

/// <summary>A periodic check of a container together with its timing and its thresholds.</summary>
[ApiType("io.k8s.api.core.v1.Probe")]
public sealed partial record Probe
{
    /// <summary>The fields of ProbeHandler, which sit beside the others in JSON.</summary>
    [ApiField("", 1)]
    public partial ProbeHandler ProbeHandler { get; init; }

    /// <summary>Seconds to wait after the container has started before the first check; defaults to 0.</summary>
    [ApiField("initialDelaySeconds", 2, OmitEmpty = true, Optional = true)]
    public partial int InitialDelaySeconds { get; init; }

    /// <summary>Seconds after which a single check counts as failed; defaults to 1, which is the minimum.</summary>
    [ApiField("timeoutSeconds", 3, OmitEmpty = true, Optional = true)]
    public partial int TimeoutSeconds { get; init; }

    /// <summary>Seconds between two checks; defaults to 10, with a minimum of 1.</summary>
    [ApiField("periodSeconds", 4, OmitEmpty = true, Optional = true)]
    public partial int PeriodSeconds { get; init; }

    /// <summary>Consecutive successes needed after a failure; defaults to 1, which liveness and startup checks require.</summary>
    [ApiField("successThreshold", 5, OmitEmpty = true, Optional = true)]
    public partial int SuccessThreshold { get; init; }

    /// <summary>Consecutive failures after which the check is considered failed; defaults to 3, with a minimum of 1.</summary>
    [ApiField("failureThreshold", 6, OmitEmpty = true, Optional = true)]
    public partial int FailureThreshold { get; init; }

    /// <summary>Grace period in seconds for a kill caused by this check, replacing that of the pod.</summary>
    [ApiField("terminationGracePeriodSeconds", 7, OmitEmpty = true, Optional = true)]
    public partial long? TerminationGracePeriodSeconds { get; init; }
}
