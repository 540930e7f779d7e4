using Tiphys.Api.Batch.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>Rules of cron jobs (pkg/registry/batch/cronjob).</summary>
public sealed class CronJobStrategy : ResourceStrategy<CronJob>
{
    /// <inheritdoc/>
    protected override CronJob Default(CronJob value) => value with
    {
        Spec = value.Spec with
        {
            ConcurrencyPolicy = value.Spec.ConcurrencyPolicy.Or(ConcurrencyPolicy.Allow),
            Suspend = value.Spec.Suspend ?? false,
            SuccessfulJobsHistoryLimit = value.Spec.SuccessfulJobsHistoryLimit ?? 3,
            FailedJobsHistoryLimit = value.Spec.FailedJobsHistoryLimit ?? 1,
            JobTemplate = value.Spec.JobTemplate with { Spec = JobDefaults.Template(value.Spec.JobTemplate.Spec) },
        },
    };

    /// <inheritdoc/>
    protected override CronJob PrepareForCreate(RequestContext context, CronJob value) => Generations.First(WithoutDisabled(value) with { Status = CronJobStatus.Empty });

    /// <inheritdoc/>
    protected override CronJob PrepareForUpdate(RequestContext context, CronJob value, CronJob old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : Generations.Bump(WithoutDisabled(value) with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, CronJob value, FieldErrors errors) => CronJobValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, CronJob value, CronJob old, FieldErrors errors)
    {
        if (context.Subresource != "status")
        {
            CronJobValidation.ValidateUpdate(value, old, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, CronJob value, CronJob? old) =>
    [
        .. old is null ? PodNameWarnings.For(value.Metadata.Name) : [],
        .. TemplateWarnings.IsChanged(context.Subresource, value.Metadata, old?.Metadata)
            ? JobWarnings.Of(value.Spec.JobTemplate.Spec, FieldPath.Root("spec").Child("jobTemplate").Child("spec"))
            : [],
        .. old is null || context.Subresource.Length > 0 ? [] : ZoneWarnings(value.Spec.Schedule),
    ];

    private static CronJob WithoutDisabled(CronJob value)
    {
        var job = value.Spec.JobTemplate;
        var spec = job.Spec with { Template = DisabledFields.Drop(job.Spec.Template) };
        return value with { Spec = value.Spec with { JobTemplate = job with { Spec = spec } } };
    }

    private static IEnumerable<string> ZoneWarnings(string schedule) => schedule.Contains("TZ", StringComparison.Ordinal)
        ? ["cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see "
            + "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details"]
        : [];
}
