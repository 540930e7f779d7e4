using System.Text.RegularExpressions;
using Tiphys.Api.Batch.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>Rules of cron jobs (pkg/apis/batch/validation); errors come in upstream's order.</summary>
internal static partial class CronJobValidation
{
    // A job's name is the cron job's and eleven characters of time.
    private const int MaxNameLength = 52;
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(CronJob value, FieldErrors errors)
    {
        CheckSpec(value.Spec, null, errors);
        if (value.Metadata.Name.Length > MaxNameLength)
        {
            errors.Invalid(FieldPath.Root("metadata").Child("name"), value.Metadata.Name, $"must be no more than {MaxNameLength} characters");
        }
    }

    public static void ValidateUpdate(CronJob value, CronJob old, FieldErrors errors) => CheckSpec(value.Spec, old.Spec, errors);

    private static void CheckSpec(CronJobSpec spec, CronJobSpec? old, FieldErrors errors)
    {
        CheckSchedule(spec, old, errors, Path.Child("schedule"));
        errors.CheckNotNegative(Path.Child("startingDeadlineSeconds"), spec.StartingDeadlineSeconds);
        if (old is null || old.TimeZone != spec.TimeZone)
        {
            CheckTimeZone(spec.TimeZone, errors, Path.Child("timeZone"));
        }

        errors.CheckRequiredAndSupported(
            Path.Child("concurrencyPolicy"), spec.ConcurrencyPolicy, ConcurrencyPolicy.Allow, ConcurrencyPolicy.Forbid, ConcurrencyPolicy.Replace);
        JobValidation.ValidateTemplate(spec.JobTemplate, errors, Path.Child("jobTemplate"));
        errors.CheckNotNegative(Path.Child("successfulJobsHistoryLimit"), spec.SuccessfulJobsHistoryLimit);
        errors.CheckNotNegative(Path.Child("failedJobsHistoryLimit"), spec.FailedJobsHistoryLimit);
    }

    private static void CheckSchedule(CronJobSpec spec, CronJobSpec? old, FieldErrors errors, FieldPath path)
    {
        if (spec.Schedule.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (CronSchedule.Problem(spec.Schedule) is { } problem)
        {
            errors.Invalid(path, spec.Schedule, problem);
        }

        var hadZone = old?.Schedule.Contains("TZ", StringComparison.Ordinal) == true;
        if (spec.Schedule.Contains("TZ", StringComparison.Ordinal))
        {
            if (!hadZone)
            {
                errors.Invalid(path, spec.Schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
            }
            else if (spec.TimeZone is not null)
            {
                errors.Invalid(path, spec.Schedule, "cannot use both timeZone field and TZ or CRON_TZ in schedule");
            }
        }
    }

    private static void CheckTimeZone(string? zone, FieldErrors errors, FieldPath path)
    {
        if (zone is null)
        {
            return;
        }

        if (zone.Length == 0)
        {
            errors.Invalid(path, zone, "timeZone must be nil or non-empty string");
        }
        else if (zone.Split('/').Any(part => part is "." or ".." || part.StartsWith('-') || !ZonePartForm().IsMatch(part)))
        {
            errors.Invalid(path, zone, $"unknown time zone {zone}");
        }
        else
        {
            if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
            {
                errors.Invalid(path, zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
            }

            if (zone != "Local" && !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.Id == zone))
            {
                errors.Invalid(path, zone, $"unknown time zone {zone}");
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z.\-_0-9+]{1,14}\z")]
    private static partial Regex ZonePartForm();
}
