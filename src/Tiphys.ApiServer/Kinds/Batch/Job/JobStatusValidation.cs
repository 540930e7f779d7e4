using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>
/// Rules of a job's status (pkg/apis/batch/validation, ValidateJobStatusUpdate; pkg/registry/batch/job, getStatusValidationOptions): most look only at
/// what this update changes.
/// </summary>
internal sealed class JobStatusValidation(Job job, Job old, FieldErrors errors)
{
    private static readonly FieldPath Path = FieldPath.Root("status");

    private JobStatus Status => job.Status;

    public void Check()
    {
        CheckCounts();
        CheckUncounted();
        CheckCompletion();
        CheckFinished();
        CheckIndexes();
        CheckPods();
        CheckSuccess();
        CheckProgress();
    }

    private void CheckCounts()
    {
        errors.CheckNotNegative(Path.Child("active"), Status.Active);
        errors.CheckNotNegative(Path.Child("succeeded"), Status.Succeeded);
        errors.CheckNotNegative(Path.Child("failed"), Status.Failed);
        errors.CheckNotNegative(Path.Child("ready"), Status.Ready);
        errors.CheckNotNegative(Path.Child("terminating"), Status.Terminating);
    }

    private void CheckUncounted()
    {
        if (Status.UncountedTerminatedPods is not { } pods)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (field, uids) in new[] { ("succeeded", pods.Succeeded), ("failed", pods.Failed) })
        {
            for (var i = 0; i < uids.Count; i++)
            {
                var at = Path.Child("uncountedTerminatedPods").Child(field).Index(i);
                if (uids[i].Length == 0)
                {
                    errors.Invalid(at, "", "must not be empty");
                }
                else if (!seen.Add(uids[i]))
                {
                    errors.Duplicate(at, uids[i]);
                }
            }
        }
    }

    private void CheckCompletion()
    {
        var (complete, failed) = (Has(job, JobConditionType.Complete), Has(job, JobConditionType.Failed));
        var completeChanged = Changed(JobConditionType.Complete);
        if ((completeChanged || Changed(JobConditionType.Failed)) && complete && failed)
        {
            WrongConditions("cannot set Complete=True and Failed=true conditions");
        }

        if ((completeChanged || Changed(JobConditionType.FailureTarget)) && complete && Has(job, JobConditionType.FailureTarget))
        {
            WrongConditions("cannot set Complete=True and FailureTarget=true conditions");
        }

        var timeChanged = Status.CompletionTime != old.Status.CompletionTime;
        if ((completeChanged || timeChanged) && Status.CompletionTime is { } time && !complete)
        {
            errors.Invalid(Path.Child("completionTime"), time.ToString(), "cannot set completionTime when there is no Complete=True condition");
        }

        if ((completeChanged || timeChanged) && Status.CompletionTime is null && complete)
        {
            errors.Required(Path.Child("completionTime"), "completionTime is required for Complete jobs");
        }

        if ((StartChanged || timeChanged) && Status.CompletionTime < Status.StartTime)
        {
            errors.Invalid(Path.Child("completionTime"), Status.CompletionTime!.Value.ToString(), "must be equal to or after `startTime`");
        }

        if ((Changed(JobConditionType.Failed) || FailedIndexesChanged) && failed && !Has(job, JobConditionType.FailureTarget))
        {
            WrongConditions("cannot set Failed=True condition without the FailureTarget=true condition");
        }

        if ((completeChanged || Changed(JobConditionType.SuccessCriteriaMet)) && complete && !Has(job, JobConditionType.SuccessCriteriaMet))
        {
            WrongConditions("cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        }
    }

    private void CheckFinished()
    {
        var finished = IsFinished(job);
        var finishedChanged = finished != IsFinished(old);
        if ((finishedChanged || Status.Active != old.Status.Active) && finished && Status.Active > 0)
        {
            errors.Invalid(Path.Child("active"), Status.Active, "active>0 is invalid for finished job");
        }

        var needsNoStart = job.Spec is { Suspend: true, Completions: 0 };
        if ((finishedChanged || StartChanged) && !needsNoStart && finished && Status.StartTime is null)
        {
            errors.Required(Path.Child("startTime"), "startTime is required for finished job");
        }

        var uncounted = Status.UncountedTerminatedPods;
        if ((finishedChanged || uncounted != old.Status.UncountedTerminatedPods) && finished && uncounted is not null
            && uncounted.Failed.Count + uncounted.Succeeded.Count > 0)
        {
            errors.InvalidValue(Path.Child("uncountedTerminatedPods"), Shown(uncounted), "must be empty for finished job");
        }
    }

    private void CheckIndexes()
    {
        var completedChanged = Status.CompletedIndexes != old.Status.CompletedIndexes;
        if (completedChanged && job.Spec.Completions is { } wanted)
        {
            CheckFormat("completedIndexes", Status.CompletedIndexes, wanted);
        }

        if (FailedIndexesChanged && job.Spec is { Completions: { } all, BackoffLimitPerIndex: not null } && Status.FailedIndexes is { } failed)
        {
            CheckFormat("failedIndexes", failed, all);
        }

        if (completedChanged && Status.CompletedIndexes.Length > 0 && job.Spec.CompletionMode != CompletionMode.Indexed)
        {
            errors.Invalid(
                Path.Child("completedIndexes"), Status.CompletedIndexes, "cannot set non-empty completedIndexes when non-indexed completion mode");
        }

        if (FailedIndexesChanged && job.Spec.BackoffLimitPerIndex is null && Status.FailedIndexes is { } unwanted)
        {
            errors.Invalid(Path.Child("failedIndexes"), unwanted, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        }

        if ((FailedIndexesChanged || completedChanged) && job.Spec.Completions is { } count && Status.FailedIndexes is { Length: > 0 } indexes
            && Status.CompletedIndexes.Length > 0 && IndexIntervals.Overlap(Status.CompletedIndexes, indexes, count) is { } shared)
        {
            errors.Invalid(Path.Child("failedIndexes"), indexes, $"failedIndexes and completedIndexes overlap at index: {shared}");
        }
    }

    private void CheckPods()
    {
        var finished = IsFinished(job);
        if ((finished != IsFinished(old) || Status.Terminating != old.Status.Terminating) && finished && Status.Terminating is > 0 and { } terminating)
        {
            errors.Invalid(Path.Child("terminating"), terminating, "terminating>0 is invalid for finished job");
        }

        if ((Status.Ready != old.Status.Ready || Status.Active != old.Status.Active) && Status.Ready is { } ready && ready > Status.Active)
        {
            errors.Invalid(Path.Child("ready"), ready, "cannot set more ready pods than active");
        }
    }

    private void CheckSuccess()
    {
        var met = Has(job, JobConditionType.SuccessCriteriaMet);
        if (met && Has(job, JobConditionType.Failed))
        {
            WrongConditions("cannot set SuccessCriteriaMet=True and Failed=true conditions");
        }

        if (met && Has(job, JobConditionType.FailureTarget))
        {
            WrongConditions("cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        }

        if (job.Spec.SuccessPolicy is not null && !met && Has(job, JobConditionType.Complete))
        {
            WrongConditions("cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
        }
    }

    // What has been reached stays.
    private void CheckProgress()
    {
        foreach (var type in new[] { JobConditionType.Failed, JobConditionType.Complete, JobConditionType.FailureTarget })
        {
            if (Has(old, type) && !Has(job, type))
            {
                WrongConditions($"cannot disable the terminal {type}=True condition");
            }
        }

        if (Status.Failed < old.Status.Failed)
        {
            errors.Invalid(Path.Child("failed"), Status.Failed, "cannot decrease the failed counter");
        }

        var isElastic = job.Spec.CompletionMode == CompletionMode.Indexed && job.Spec.Completions == job.Spec.Parallelism;
        if (!isElastic && Status.Succeeded < old.Status.Succeeded)
        {
            errors.Invalid(Path.Child("succeeded"), Status.Succeeded, "cannot decrease the succeeded counter");
        }

        if (Status.CompletionTime is { } completed && old.Status.CompletionTime is { } before && completed != before)
        {
            errors.Invalid(Path.Child("completionTime"), completed.ToString(), FieldErrorsExtensions.Immutable);
        }

        var resumes = Has(old, JobConditionType.Suspended) && Has(job, JobConditionType.Suspended, ConditionStatus.False);
        if (StartChanged && !resumes && old.Status.StartTime is not null && job.Spec.Suspend != true)
        {
            var shown = Status.StartTime is { } start ? FieldErrors.Quote(start.ToString()) : "null";
            errors.InvalidValue(Path.Child("startTime"), shown, "field is immutable for unsuspended job once set");
        }

        if (Has(old, JobConditionType.SuccessCriteriaMet) && !Has(job, JobConditionType.SuccessCriteriaMet))
        {
            WrongConditions("cannot disable the SuccessCriteriaMet=True condition");
        }

        if (Has(old, JobConditionType.Complete) && !Has(old, JobConditionType.SuccessCriteriaMet) && Has(job, JobConditionType.SuccessCriteriaMet))
        {
            WrongConditions("cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
        }
    }

    private bool StartChanged => Status.StartTime != old.Status.StartTime;

    private bool FailedIndexesChanged => Status.FailedIndexes != old.Status.FailedIndexes;

    private void WrongConditions(string detail) => errors.InvalidWhole(Path.Child("conditions"), detail);

    private void CheckFormat(string field, string indexes, int completions)
    {
        if (IndexIntervals.Count(indexes, completions, out var problem) is null)
        {
            errors.Invalid(Path.Child(field), indexes, $"error parsing {field}: {problem}");
        }
    }

    private bool Changed(string type) => Has(job, type) != Has(old, type);

    private static bool IsFinished(Job value) => Has(value, JobConditionType.Complete) || Has(value, JobConditionType.Failed);

    private static bool Has(Job value, string type, string status = ConditionStatus.True) =>
        value.Status.Conditions.Any(each => each.Type == type && each.Status == status);

    private static string Shown(UncountedTerminatedPods pods) =>
        $"{{\"Succeeded\":{Shown(pods.Succeeded)},\"Failed\":{Shown(pods.Failed)}}}";

    private static string Shown(ApiList<string> uids) => uids.IsDefault ? "null" : $"[{string.Join(',', uids.Select(FieldErrors.Quote))}]";
}
