namespace Tiphys.Api.Batch.V1;

/// <summary>Observed state of a Job as written by its controller.</summary>
[ApiType("io.k8s.api.batch.v1.JobStatus")]
public sealed partial record JobStatus
{
    /// <summary>Findings such as Complete, Failed or Suspended, with at most one entry per type.</summary>
    [ApiField("conditions", 1, OmitEmpty = true, Optional = true, PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<JobCondition> Conditions { get; init; }

    /// <summary>Moment when the controller began working on the Job, reset each time it resumes from suspension.</summary>
    [ApiField("startTime", 2, OmitEmpty = true, Optional = true)]
    public partial Time? StartTime { get; init; }

    /// <summary>Moment when the Job finished successfully, and absent for failed or unfinished Jobs.</summary>
    [ApiField("completionTime", 3, OmitEmpty = true, Optional = true)]
    public partial Time? CompletionTime { get; init; }

    /// <summary>Pods that are pending or running and not being terminated.</summary>
    [ApiField("active", 4, OmitEmpty = true, Optional = true)]
    public partial int Active { get; init; }

    /// <summary>Pods of the Job that ended in phase Succeeded.</summary>
    [ApiField("succeeded", 5, OmitEmpty = true, Optional = true)]
    public partial int Succeeded { get; init; }

    /// <summary>Pods of the Job that ended in phase Failed.</summary>
    [ApiField("failed", 6, OmitEmpty = true, Optional = true)]
    public partial int Failed { get; init; }

    /// <summary>Pods that are being deleted but are still in phase Pending or Running.</summary>
    [ApiField("terminating", 11, OmitEmpty = true, Optional = true)]
    public partial int? Terminating { get; init; }

    /// <summary>Indexes that succeeded, as comma-separated numbers and ranges such as 1,3-5, in Indexed mode only.</summary>
    [ApiField("completedIndexes", 7, OmitEmpty = true, Optional = true)]
    public partial string CompletedIndexes { get; init; }

    /// <summary>Indexes that failed for good, as comma-separated numbers and ranges, present only with backoffLimitPerIndex.</summary>
    [ApiField("failedIndexes", 10, OmitEmpty = true, Optional = true)]
    public partial string? FailedIndexes { get; init; }

    /// <summary>Finished pods that the succeeded and failed counters do not include yet.</summary>
    [ApiField("uncountedTerminatedPods", 8, OmitEmpty = true, Optional = true)]
    public partial UncountedTerminatedPods? UncountedTerminatedPods { get; init; }

    /// <summary>Active pods that report the Ready condition and are not being terminated.</summary>
    [ApiField("ready", 9, OmitEmpty = true)]
    public partial int? Ready { get; init; }
}
