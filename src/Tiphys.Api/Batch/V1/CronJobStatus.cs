using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Batch.V1;

/// <summary>Observed state of a CronJob as written by its controller.</summary>
[ApiType("io.k8s.api.batch.v1.CronJobStatus")]
public sealed partial record CronJobStatus
{
    /// <summary>References to the Jobs of this CronJob that are running now.</summary>
    [ApiField("active", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<ObjectReference> Active { get; init; }

    /// <summary>Scheduled time of the most recent run for which a Job was created.</summary>
    [ApiField("lastScheduleTime", 4, OmitEmpty = true, Optional = true)]
    public partial Time? LastScheduleTime { get; init; }

    /// <summary>Moment when the most recent successful Job finished.</summary>
    [ApiField("lastSuccessfulTime", 5, OmitEmpty = true, Optional = true)]
    public partial Time? LastSuccessfulTime { get; init; }
}
