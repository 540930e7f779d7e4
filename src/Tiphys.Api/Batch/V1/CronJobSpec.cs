namespace Tiphys.Api.Batch.V1;

/// <summary>Describes when a CronJob starts Jobs and what those Jobs look like.</summary>
[ApiType("io.k8s.api.batch.v1.CronJobSpec")]
public sealed partial record CronJobSpec
{
    /// <summary>Times to start Jobs, as a cron expression of five fields or a macro such as @hourly.</summary>
    [ApiField("schedule", 1)]
    public partial string Schedule { get; init; }

    /// <summary>IANA zone name in which the schedule is read; defaults to the zone of the controller manager process.</summary>
    [ApiField("timeZone", 8, OmitEmpty = true, Optional = true)]
    public partial string? TimeZone { get; init; }

    /// <summary>Seconds after its due time in which a missed run may still start; without it there is no limit.</summary>
    [ApiField("startingDeadlineSeconds", 2, OmitEmpty = true, Optional = true)]
    public partial long? StartingDeadlineSeconds { get; init; }

    /// <summary>Treatment of overlapping runs, either Allow, the default, Forbid to skip, or Replace to cancel the older.</summary>
    [ApiField("concurrencyPolicy", 3, OmitEmpty = true, Optional = true, Enum = typeof(ConcurrencyPolicy), TypeName = "v1.ConcurrencyPolicy")]
    public partial string ConcurrencyPolicy { get; init; }

    /// <summary>While true no further Jobs are started, and those already running go on; defaults to false.</summary>
    [ApiField("suspend", 4, OmitEmpty = true, Optional = true)]
    public partial bool? Suspend { get; init; }

    /// <summary>Blueprint for the Job created at each scheduled time.</summary>
    [ApiField("jobTemplate", 5)]
    public partial JobTemplateSpec JobTemplate { get; init; }

    /// <summary>How many successfully finished Jobs are kept; defaults to 3.</summary>
    [ApiField("successfulJobsHistoryLimit", 6, OmitEmpty = true, Optional = true)]
    public partial int? SuccessfulJobsHistoryLimit { get; init; }

    /// <summary>How many failed Jobs are kept; defaults to 1.</summary>
    [ApiField("failedJobsHistoryLimit", 7, OmitEmpty = true, Optional = true)]
    public partial int? FailedJobsHistoryLimit { get; init; }
}
