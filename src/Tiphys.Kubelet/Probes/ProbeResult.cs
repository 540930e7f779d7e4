namespace Tiphys.Kubelet.Probes;

/// <summary>How one run of a probe ended.</summary>
internal enum ProbeOutcome
{
    Success,

    /// <summary>It counts as a success, and people are told.</summary>
    Warning,

    Failure,

    /// <summary>The probe itself could not be run; it tells nothing of the container.</summary>
    Error,
}

/// <summary>Result of one run.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Output">For people.</param>
internal readonly record struct ProbeResult(ProbeOutcome Outcome, string Output = "");
