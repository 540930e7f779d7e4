using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Autoscaling;

/// <summary>Rules of autoscalers (pkg/apis/autoscaling/validation); errors come in upstream's order.</summary>
internal static partial class AutoscalerValidation
{
    private const int MaxWindowSeconds = 3600;
    private const int MaxPeriodSeconds = 1800;
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(HorizontalPodAutoscalerSpec spec, HorizontalPodAutoscalerSpec? old, FieldErrors errors)
    {
        CheckReplicas(spec, old, errors);
        var target = spec.ScaleTargetRef;
        var isKept = old is not null && (old.ScaleTargetRef.APIVersion, old.ScaleTargetRef.Kind) == (target.APIVersion, target.Kind);
        CheckReference(target, isKept, target.Kind == "ReplicationController", errors, Path.Child("scaleTargetRef"));
        CheckMetrics(spec, old, errors, Path.Child("metrics"));
        if (spec.Behavior is { } behavior)
        {
            CheckRules(behavior.ScaleUp, errors, Path.Child("behavior").Child("scaleUp"));
            CheckRules(behavior.ScaleDown, errors, Path.Child("behavior").Child("scaleDown"));
        }
    }

    public static void ValidateStatus(int current, int desired, FieldErrors errors)
    {
        errors.CheckNotNegative(FieldPath.Root("status").Child("currentReplicas"), current);
        errors.CheckNotNegative(FieldPath.Root("status").Child("desiredReplicas"), desired);
    }

    private static void CheckReplicas(HorizontalPodAutoscalerSpec spec, HorizontalPodAutoscalerSpec? old, FieldErrors errors)
    {
        var lowest = old?.MinReplicas == 0 ? 0 : 1;
        if (spec.MinReplicas is { } min && min < lowest)
        {
            errors.Invalid(Path.Child("minReplicas"), min, $"must be greater than or equal to {lowest}");
        }

        if (spec.MaxReplicas == 0)
        {
            errors.Required(Path.Child("maxReplicas"), "must be set and greater than 0");
        }
        else if (spec.MaxReplicas < 0)
        {
            errors.Invalid(Path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than or equal to 1");
        }

        if (spec.MaxReplicas < spec.MinReplicas)
        {
            errors.Invalid(Path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than or equal to `minReplicas`");
        }
    }

    private static void CheckReference(CrossVersionObjectReference reference, bool anyVersion, bool mayBeCore, FieldErrors errors, FieldPath path)
    {
        errors.CheckRequired(path.Child("kind"), reference.Kind, Formats.PathSegment);
        errors.CheckRequired(path.Child("name"), reference.Name, Formats.PathSegment);
        if (!anyVersion && VersionProblem(reference.APIVersion, mayBeCore) is { } problem)
        {
            errors.Invalid(path.Child("apiVersion"), reference.APIVersion, problem);
        }
    }

    private static string? VersionProblem(string version, bool mayBeCore) => version.Count(character => character == '/') switch
    {
        > 1 => $"unexpected GroupVersion string: {version}",
        1 when version[0] != '/' || mayBeCore => null,
        _ => mayBeCore ? null : "apiVersion must specify API group",
    };

    private static void CheckRules(HPAScalingRules? rules, FieldErrors errors, FieldPath path)
    {
        if (rules is null)
        {
            return;
        }

        if (rules.StabilizationWindowSeconds is < 0 and { } below)
        {
            errors.Invalid(path.Child("stabilizationWindowSeconds"), below, "must be greater than or equal to zero");
        }

        if (rules.StabilizationWindowSeconds is > MaxWindowSeconds and { } above)
        {
            errors.Invalid(path.Child("stabilizationWindowSeconds"), above, $"must be less than or equal to {MaxWindowSeconds}");
        }

        if (rules.SelectPolicy is { } policy)
        {
            errors.CheckSupported(path.Child("selectPolicy"), policy, "Disabled", "Max", "Min");
        }

        if (rules.Policies.IsEmpty)
        {
            errors.Required(path.Child("policies"), "must specify at least one Policy");
        }

        for (var i = 0; i < rules.Policies.Count; i++)
        {
            CheckPolicy(rules.Policies[i], errors, path.Child("policies").Index(i));
        }

        Quantities.CheckNotNegative(rules.Tolerance, errors, path.Child("tolerance"));
    }

    private static void CheckPolicy(HPAScalingPolicy policy, FieldErrors errors, FieldPath path)
    {
        errors.CheckSupported(path.Child("type"), policy.Type, "Percent", "Pods");
        if (policy.Value <= 0)
        {
            errors.Invalid(path.Child("value"), policy.Value, "must be greater than zero");
        }

        if (policy.PeriodSeconds <= 0)
        {
            errors.Invalid(path.Child("periodSeconds"), policy.PeriodSeconds, "must be greater than zero");
        }

        if (policy.PeriodSeconds > MaxPeriodSeconds)
        {
            errors.Invalid(path.Child("periodSeconds"), policy.PeriodSeconds, $"must be less than or equal to {MaxPeriodSeconds}");
        }
    }
}
