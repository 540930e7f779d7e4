using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <content>What to do with failed pods, and when a job has succeeded.</content>
internal static partial class JobValidation
{
    private const int MaxRules = 20;
    private const int MaxExitCodes = 255;
    private const int MaxPatterns = 20;
    private const int MaxIndexesBytes = 64 * 1024;

    private static readonly string[] Actions =
        [PodFailurePolicyAction.Count, PodFailurePolicyAction.FailIndex, PodFailurePolicyAction.FailJob, PodFailurePolicyAction.Ignore];

    private static void CheckFailurePolicy(JobSpec spec, PodFailurePolicy policy, FieldErrors errors, FieldPath path)
    {
        if (policy.Rules.Count > MaxRules)
        {
            errors.TooMany(path, policy.Rules.Count, MaxRules);
        }

        var containers = spec.Template.Spec.Containers.Concat(spec.Template.Spec.InitContainers).Select(each => each.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < policy.Rules.Count; i++)
        {
            CheckRule(spec, policy.Rules[i], containers, errors, path.Index(i));
        }
    }

    private static void CheckRule(JobSpec spec, PodFailurePolicyRule rule, HashSet<string> containers, FieldErrors errors, FieldPath path)
    {
        CheckAction(spec, rule.Action, errors, path.Child("action"));
        if (rule.OnExitCodes is { } codes)
        {
            CheckExitCodes(codes, containers, errors, path.Child("onExitCodes"));
        }

        CheckPatterns(rule.OnPodConditions, errors, path.Child("onPodConditions"));
        if (rule.OnExitCodes is not null && !rule.OnPodConditions.IsEmpty)
        {
            errors.InvalidWhole(path, "specifying both OnExitCodes and OnPodConditions is not supported");
        }

        if (rule.OnExitCodes is null && rule.OnPodConditions.IsEmpty)
        {
            errors.InvalidWhole(path, "specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    private static void CheckAction(JobSpec spec, string action, FieldErrors errors, FieldPath path)
    {
        if (action.Length == 0)
        {
            errors.Required(path, "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]");
        }
        else if (action == PodFailurePolicyAction.FailIndex)
        {
            if (spec.BackoffLimitPerIndex is null)
            {
                errors.Invalid(path, action, "requires the backoffLimitPerIndex to be set");
            }
        }
        else
        {
            errors.CheckSupported(path, action, Actions);
        }
    }

    private static void CheckPatterns(ApiList<PodFailurePolicyOnPodConditionsPattern> patterns, FieldErrors errors, FieldPath path)
    {
        if (patterns.Count > MaxPatterns)
        {
            errors.TooMany(path, patterns.Count, MaxPatterns);
        }

        for (var i = 0; i < patterns.Count; i++)
        {
            errors.InvalidFor(path.Index(i).Child("type"), patterns[i].Type, Formats.QualifiedName(patterns[i].Type));
            var statusPath = path.Index(i).Child("status");
            if (patterns[i].Status.Length == 0)
            {
                errors.Required(statusPath, "valid values: [\"False\" \"True\" \"Unknown\"]");
            }
            else
            {
                errors.CheckSupported(statusPath, patterns[i].Status, ConditionStatus.False, ConditionStatus.True, ConditionStatus.Unknown);
            }
        }
    }

    private static void CheckExitCodes(PodFailurePolicyOnExitCodesRequirement codes, HashSet<string> containers, FieldErrors errors, FieldPath path)
    {
        if (codes.Operator.Length == 0)
        {
            errors.Required(path.Child("operator"), "valid values: [\"In\" \"NotIn\"]");
        }
        else
        {
            errors.CheckSupported(path.Child("operator"), codes.Operator, PodFailurePolicyOnExitCodesOperator.In, PodFailurePolicyOnExitCodesOperator.NotIn);
        }

        if (codes.ContainerName is { } name && !containers.Contains(name))
        {
            errors.Invalid(path.Child("containerName"), name, "must be one of the container or initContainer names in the pod template");
        }

        CheckExitCodeValues(codes, errors, path.Child("values"));
    }

    private static void CheckExitCodeValues(PodFailurePolicyOnExitCodesRequirement codes, FieldErrors errors, FieldPath path)
    {
        var shown = $"[{string.Join(',', codes.Values)}]";
        if (codes.Values.IsEmpty)
        {
            errors.InvalidValue(path, codes.Values.IsDefault ? "null" : shown, "at least one value is required");
        }
        else if (codes.Values.Count > MaxExitCodes)
        {
            errors.TooMany(path, codes.Values.Count, MaxExitCodes);
        }

        var seen = new HashSet<int>();
        var isOrdered = true;
        for (var i = 0; i < codes.Values.Count; i++)
        {
            var code = codes.Values[i];
            if (code == 0 && codes.Operator == PodFailurePolicyOnExitCodesOperator.In)
            {
                errors.Invalid(path.Index(i), code, "must not be 0 for the In operator");
            }

            if (!seen.Add(code))
            {
                errors.Add(new(FieldErrorType.FieldValueDuplicate, path.Index(i).ToString(), FieldErrorsExtensions.Shown(code), ""));
            }

            isOrdered &= i == 0 || codes.Values[i - 1] <= code;
        }

        if (!isOrdered)
        {
            errors.InvalidValue(path, shown, "must be ordered");
        }
    }

    private static void CheckSuccessPolicy(JobSpec spec, SuccessPolicy policy, FieldErrors errors, FieldPath path)
    {
        if (spec.CompletionMode != CompletionMode.Indexed)
        {
            errors.InvalidValue(path, Shown(policy), "requires indexed completion mode");
            return;
        }

        var rules = path.Child("rules");
        if (policy.Rules.IsEmpty)
        {
            errors.Required(rules, "at least one rules must be specified when the successPolicy is specified");
        }

        if (policy.Rules.Count > MaxRules)
        {
            errors.TooMany(rules, policy.Rules.Count, MaxRules);
        }

        for (var i = 0; i < policy.Rules.Count; i++)
        {
            CheckSuccessRule(spec.Completions ?? 0, policy.Rules[i], errors, rules.Index(i));
        }
    }

    private static void CheckSuccessRule(int completions, SuccessPolicyRule rule, FieldErrors errors, FieldPath path)
    {
        if (rule.SucceededCount is null && rule.SucceededIndexes is null)
        {
            errors.Required(path, "at least one of succeededCount or succeededIndexes must be specified");
        }

        var total = 0;
        if (rule.SucceededIndexes is { } indexes)
        {
            if (indexes.Length > MaxIndexesBytes)
            {
                errors.TooLong(path.Child("succeededIndexes"), MaxIndexesBytes);
            }

            total = CheckIndexes("succeededIndexes", indexes, completions, errors, path);
        }

        if (rule.SucceededCount is { } count)
        {
            errors.CheckNotNegative(path.Child("succeededCount"), count);
            if (count > completions)
            {
                errors.Invalid(path.Child("succeededCount"), count, $"must be less than or equal to {completions} (the number of specified completions)");
            }

            if (rule.SucceededIndexes is not null && count > total)
            {
                errors.Invalid(
                    path.Child("succeededCount"), count, $"must be less than or equal to {total} (the number of indexes in the specified succeededIndexes field)");
            }
        }
    }

    // The number of indexes; 0 when they cannot be read.
    private static int CheckIndexes(string field, string indexes, int completions, FieldErrors errors, FieldPath path)
    {
        if (IndexIntervals.Count(indexes, completions, out var problem) is { } total)
        {
            return total;
        }

        errors.Invalid(path.Child(field), indexes, $"error parsing {field}: {problem}");
        return 0;
    }

    private static string Shown(SuccessPolicy? policy) => policy is null ? "null" : "{\"Rules\":[" + string.Join(',', policy.Rules.Select(rule =>
        $"{{\"SucceededIndexes\":{(rule.SucceededIndexes is { } text ? FieldErrors.Quote(text) : "null")},"
            + $"\"SucceededCount\":{FieldErrorsExtensions.Shown(rule.SucceededCount)}}}")) + "]}";
}
