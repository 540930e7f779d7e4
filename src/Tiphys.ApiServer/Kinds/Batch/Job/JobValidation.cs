using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Selectors;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>Rules of jobs (pkg/apis/batch/validation); errors come in upstream's order.</summary>
internal static partial class JobValidation
{
    private const int MaxIndexedParallelism = 100_000;
    private const int MaxFailedIndexes = 100_000;
    private const int HighCompletions = 100_000;
    private const int MaxWithHighCompletions = 10_000;
    private const int MaxManagedByBytes = 63;
    private static readonly FieldPath SpecPath = FieldPath.Root("spec");

    public static void Validate(Job job, FieldErrors errors, bool needsPrefixedLabels = true)
    {
        CheckGeneratedSelector(job, needsPrefixedLabels, errors);
        CheckSpecWithSelector(job.Spec, errors);
        if (job.Spec is { CompletionMode: CompletionMode.Indexed, Completions: > 0 and { } completions })
        {
            var greatest = $"{job.Metadata.Name}-{completions - 1}";
            if (Formats.Dns1123Label(greatest).Any())
            {
                errors.Invalid(FieldPath.Root("metadata").Child("name"), job.Metadata.Name, $"will not able to create pod with invalid DNS label: {greatest}");
            }
        }
    }

    /// <summary>The template of a cron job: its selector is the server's to make.</summary>
    public static void ValidateTemplate(JobTemplateSpec template, FieldErrors errors, FieldPath path)
    {
        var specPath = path.Child("spec");
        CheckSpec(template.Spec, errors, specPath);
        if (template.Spec.Selector is { } selector)
        {
            errors.InvalidValue(specPath.Child("selector"), WorkloadValidation.Shown(selector), "`selector` will be auto-generated");
        }

        if (template.Spec.ManualSelector == true)
        {
            errors.Add(new(FieldErrorType.FieldValueNotSupported, specPath.Child("manualSelector").ToString(), "true", "supported values: \"nil\", \"false\""));
        }
    }

    private static void CheckGeneratedSelector(Job job, bool needsPrefixedLabels, FieldErrors errors)
    {
        if (job.Spec.ManualSelector == true || job.Spec.Selector is not { } selector)
        {
            return;
        }

        string[] prefixes = needsPrefixedLabels ? ["", "batch.kubernetes.io/"] : [""];
        var expected = prefixes.SelectMany(prefix => new[]
        {
            KeyValuePair.Create(prefix + "controller-uid", job.Metadata.UID),
            KeyValuePair.Create(prefix + "job-name", job.Metadata.Name),
        }).ToArray();
        var labels = job.Spec.Template.Metadata.Labels;
        foreach (var (key, value) in expected)
        {
            CheckLabel(labels, key, value, errors, SpecPath.Child("template").Child("metadata").Child("labels").Key(key));
        }

        if (!LabelSelectors.Matches(selector, expected.ToApiMap()))
        {
            errors.InvalidValue(SpecPath.Child("selector"), WorkloadValidation.Shown(selector), "`selector` not auto-generated");
        }
    }

    private static void CheckLabel(ApiMap<string> labels, string key, string wanted, FieldErrors errors, FieldPath path)
    {
        if (!labels.TryGetValue(key, out var value))
        {
            errors.Required(path, $"must be '{wanted}'");
        }
        else if (value != wanted)
        {
            errors.InvalidValue(path, WorkloadValidation.Shown(labels), $"must be '{wanted}'");
        }
    }

    private static void CheckSpecWithSelector(JobSpec spec, FieldErrors errors)
    {
        CheckSpec(spec, errors, SpecPath);
        if (spec.Selector is null)
        {
            errors.Required(SpecPath.Child("selector"));
        }

        if (WorkloadValidation.CheckForm(spec.Selector, errors, SpecPath.Child("selector"))
            && !LabelSelectors.Matches(spec.Selector, spec.Template.Metadata.Labels))
        {
            errors.InvalidValue(
                SpecPath.Child("template").Child("metadata").Child("labels"),
                WorkloadValidation.Shown(spec.Template.Metadata.Labels),
                "`selector` does not match template `labels`");
        }
    }

    private static void CheckSpec(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        CheckNumbers(spec, errors, path);
        CheckManagedBy(spec.ManagedBy, errors, path.Child("managedBy"));
        CheckCompletionMode(spec, errors, path);
        if (spec.PodFailurePolicy is { } failurePolicy)
        {
            CheckFailurePolicy(spec, failurePolicy, errors, path.Child("podFailurePolicy").Child("rules"));
        }

        if (spec.SuccessPolicy is { } successPolicy)
        {
            CheckSuccessPolicy(spec, successPolicy, errors, path.Child("successPolicy"));
        }

        if (spec.PodReplacementPolicy is { } replacement)
        {
            string[] supported = spec.PodFailurePolicy is null ? [PodReplacementPolicy.Failed, PodReplacementPolicy.TerminatingOrFailed] : [PodReplacementPolicy.Failed];
            errors.CheckSupported(path.Child("podReplacementPolicy"), replacement, supported);
        }

        PodValidation.ValidateTemplate(spec.Template, errors, path.Child("template"));
        CheckRestartPolicy(spec, errors, path.Child("template").Child("spec").Child("restartPolicy"));
    }

    private static void CheckNumbers(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        errors.CheckNotNegative(path.Child("parallelism"), spec.Parallelism);
        errors.CheckNotNegative(path.Child("completions"), spec.Completions);
        errors.CheckNotNegative(path.Child("activeDeadlineSeconds"), spec.ActiveDeadlineSeconds);
        errors.CheckNotNegative(path.Child("backoffLimit"), spec.BackoffLimit);
        errors.CheckNotNegative(path.Child("ttlSecondsAfterFinished"), spec.TTLSecondsAfterFinished);
        errors.CheckNotNegative(path.Child("backoffLimitPerIndex"), spec.BackoffLimitPerIndex);
        errors.CheckNotNegative(path.Child("maxFailedIndexes"), spec.MaxFailedIndexes);
        if (spec.MaxFailedIndexes is not null && spec.BackoffLimitPerIndex is null)
        {
            errors.Required(path.Child("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
        }
    }

    private static void CheckManagedBy(string? managedBy, FieldErrors errors, FieldPath path)
    {
        if (managedBy is null)
        {
            return;
        }

        errors.CheckDomainPrefixedPath(path, managedBy);
        if (Formats.Length(managedBy) > MaxManagedByBytes)
        {
            errors.TooLong(path, MaxManagedByBytes);
        }
    }

    private static void CheckCompletionMode(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.CompletionMode is { } mode)
        {
            errors.CheckSupported(path.Child("completionMode"), mode, CompletionMode.NonIndexed, CompletionMode.Indexed);
        }

        if (spec.CompletionMode == CompletionMode.Indexed)
        {
            CheckIndexed(spec, errors, path);
        }

        if (spec.CompletionMode is null or CompletionMode.NonIndexed)
        {
            if (spec.BackoffLimitPerIndex is { } limit)
            {
                errors.Invalid(path.Child("backoffLimitPerIndex"), limit, "requires indexed completion mode");
            }

            if (spec.MaxFailedIndexes is { } failed)
            {
                errors.Invalid(path.Child("maxFailedIndexes"), failed, "requires indexed completion mode");
            }
        }
    }

    private static void CheckIndexed(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.Completions is null)
        {
            errors.Required(path.Child("completions"), "when completion mode is Indexed");
        }

        if (spec.Parallelism is > MaxIndexedParallelism and { } parallelism)
        {
            errors.Invalid(path.Child("parallelism"), parallelism, $"must be less than or equal to {MaxIndexedParallelism} when completion mode is Indexed");
        }

        if (spec.MaxFailedIndexes is { } failed && failed > spec.Completions)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), failed, "must be less than or equal to completions");
        }

        if (spec.MaxFailedIndexes is > MaxFailedIndexes and { } tooMany)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), tooMany, $"must be less than or equal to {MaxFailedIndexes}");
        }

        if (spec.Completions > HighCompletions && spec.BackoffLimitPerIndex is not null)
        {
            CheckHighCompletions(spec, errors, path);
        }
    }

    private static void CheckHighCompletions(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        var detail = $"must be less than or equal to {MaxWithHighCompletions} when completions are above {HighCompletions} and used with backoff limit per index";
        if (spec.MaxFailedIndexes is null)
        {
            errors.Required(path.Child("maxFailedIndexes"), $"must be specified when completions is above {HighCompletions}");
        }

        if (spec.Parallelism is > MaxWithHighCompletions and { } parallelism)
        {
            errors.Invalid(path.Child("parallelism"), parallelism, detail);
        }

        if (spec.MaxFailedIndexes is > MaxWithHighCompletions and { } failed)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), failed, detail);
        }
    }

    private static void CheckRestartPolicy(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        var policy = spec.Template.Spec.RestartPolicy;
        if (policy is "" or RestartPolicy.Always)
        {
            errors.Required(path, "valid values: \"OnFailure\", \"Never\"");
        }
        else if (policy is not (RestartPolicy.OnFailure or RestartPolicy.Never))
        {
            errors.NotSupported(path, policy, RestartPolicy.OnFailure, RestartPolicy.Never);
        }
        else if (spec.PodFailurePolicy is not null && policy != RestartPolicy.Never)
        {
            errors.Invalid(path, policy, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }
}
