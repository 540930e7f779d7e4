using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Tables.Apps;

namespace Tiphys.ApiServer.Tables.Batch;

/// <summary>Jobs and what starts them.</summary>
internal static class BatchTables
{
    // The first of these conditions that holds says how the job stands; a deletion comes after the first two.
    private static readonly string[] Stages =
        [JobConditionType.Complete, JobConditionType.Failed, "Terminating", JobConditionType.Suspended, JobConditionType.FailureTarget, JobConditionType.SuccessCriteriaMet];

    public static IEnumerable<KindTable> All => [Job, CronJob];

    private static KindTable Job { get; } = new TableBuilder<Job>()
        .Name()
        .Text("Status", "How the job stands.", Status)
        .Text("Completions", "How many of the wanted pods have succeeded.", Completions)
        .Text("Duration", "How long the job has been running, or ran.", Duration)
        .Age()
        .Containers(job => job.Spec.Template)
        .Selector(job => job.Spec.Selector)
        .Build();

    private static KindTable CronJob { get; } = new TableBuilder<CronJob>()
        .Name()
        .Text("Schedule", "When jobs are started, as cron writes it.", value => value.Spec.Schedule)
        .Text("Timezone", "Time zone of the schedule.", value => value.Spec.TimeZone ?? TableText.None)
        .Text("Suspend", "Whether no jobs are started for now.", value => TableText.Flag(value.Spec.Suspend)).Typed("boolean")
        .Integer("Active", "Number of running jobs.", value => value.Status.Active.Count)
        .Text("Last Schedule", "How long ago a job was last started.", (value, now) => value.Status.LastScheduleTime is { } last ? Ages.Since(last, now) : TableText.None)
        .Age()
        .Containers(value => value.Spec.JobTemplate.Spec.Template)
        .Selector(value => value.Spec.JobTemplate.Spec.Selector)
        .Build();

    private static string Status(Job job) => Stages.FirstOrDefault(stage => stage == "Terminating"
        ? job.Metadata.DeletionTimestamp is not null
        : job.Status.Conditions.FirstOrDefault(each => each.Type == stage)?.Status == ConditionStatus.True) ?? "Running";

    private static string Completions(Job job) => job.Spec switch
    {
        { Completions: { } wanted } => $"{job.Status.Succeeded}/{wanted}",
        { Parallelism: > 1 and { } parallelism } => $"{job.Status.Succeeded}/1 of {parallelism}",
        _ => $"{job.Status.Succeeded}/1",
    };

    private static string Duration(Job job, DateTimeOffset now) => job.Status.StartTime is { } start
        ? Ages.Text((job.Status.CompletionTime?.Moment ?? now) - start.Moment)
        : "";
}
