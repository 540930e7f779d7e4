using System.Text;
using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <content>What may change in a job.</content>
internal static partial class JobValidation
{
    public static void ValidateUpdate(Job job, Job old, FieldErrors errors)
    {
        var labels = old.Spec.Template.Metadata.Labels;
        Validate(job, errors, labels.ContainsKey("batch.kubernetes.io/job-name") && labels.ContainsKey("batch.kubernetes.io/controller-uid"));
        CheckSpecWithSelector(job.Spec, errors);
        CheckCompletionsKept(job.Spec, old.Spec, errors);
        errors.CheckImmutable(SpecPath.Child("selector"), job.Spec.Selector, old.Spec.Selector, WorkloadValidation.Shown);
        CheckTemplateKept(job, old, errors);
        errors.CheckImmutable(SpecPath.Child("completionMode"), job.Spec.CompletionMode, old.Spec.CompletionMode);
        errors.CheckImmutable(SpecPath.Child("podFailurePolicy"), job.Spec.PodFailurePolicy, old.Spec.PodFailurePolicy, Shown);
        errors.CheckImmutable(
            SpecPath.Child("backoffLimitPerIndex"), job.Spec.BackoffLimitPerIndex, old.Spec.BackoffLimitPerIndex, limit => FieldErrorsExtensions.Shown(limit));
        errors.CheckImmutable(SpecPath.Child("managedBy"), job.Spec.ManagedBy, old.Spec.ManagedBy);
        errors.CheckImmutable(SpecPath.Child("successPolicy"), job.Spec.SuccessPolicy, old.Spec.SuccessPolicy, Shown);
    }

    private static void CheckCompletionsKept(JobSpec spec, JobSpec old, FieldErrors errors)
    {
        var path = SpecPath.Child("completions");
        if (spec.CompletionMode != CompletionMode.Indexed)
        {
            errors.CheckImmutable(path, spec.Completions, old.Completions, count => FieldErrorsExtensions.Shown(count));
        }
        else if (spec.Completions is { } completions && completions != old.Completions && completions != spec.Parallelism)
        {
            errors.Invalid(path, completions, "can only be modified in tandem with spec.parallelism");
        }
    }

    // While a job is suspended and runs nothing, where its pods go and what they need may change.
    private static void CheckTemplateKept(Job job, Job old, FieldErrors errors)
    {
        var conditions = old.Status.Conditions;
        var isSuspended = old.Spec.Suspend == true
            && (old.Status.StartTime is null || HasCondition(conditions, JobConditionType.Suspended))
            && old.Status.Active == 0;
        var expected = isSuspended ? WithScheduling(old.Spec.Template, job.Spec.Template) : old.Spec.Template;
        if (old.Spec.Suspend != true)
        {
            errors.CheckImmutable(SpecPath.Child("template"), job.Spec.Template, expected, Shown);
            return;
        }

        if (!isSuspended)
        {
            errors.CheckImmutable(SpecPath.Child("template"), job.Spec.Template, expected, Shown);
            return;
        }

        var spec = expected.Spec with
        {
            Containers = WithResources(expected.Spec.Containers, job.Spec.Template.Spec.Containers),
            InitContainers = WithResources(expected.Spec.InitContainers, job.Spec.Template.Spec.InitContainers),
        };
        errors.CheckImmutable(SpecPath.Child("template.spec"), job.Spec.Template.Spec, spec, Shown);
    }

    private static PodTemplateSpec WithScheduling(PodTemplateSpec old, PodTemplateSpec template)
    {
        var (affinity, wanted) = (old.Spec.Affinity, template.Spec.Affinity);
        affinity = affinity is null && wanted is null ? null : (affinity ?? Affinity.Empty) with { NodeAffinity = wanted?.NodeAffinity };
        return old with
        {
            Metadata = old.Metadata with { Annotations = template.Metadata.Annotations, Labels = template.Metadata.Labels },
            Spec = old.Spec with
            {
                Affinity = wanted is null && affinity == Affinity.Empty ? null : affinity,
                NodeSelector = template.Spec.NodeSelector,
                Tolerations = template.Spec.Tolerations,
                SchedulingGates = template.Spec.SchedulingGates,
            },
        };
    }

    private static ApiList<Container> WithResources(ApiList<Container> old, ApiList<Container> containers)
    {
        for (var i = 0; old.Count == containers.Count && i < old.Count; i++)
        {
            if (old[i].Name == containers[i].Name)
            {
                old = old.SetItem(i, old[i] with { Resources = containers[i].Resources });
            }
        }

        return old;
    }

    private static string Shown(PodTemplateSpec template) => Encoding.UTF8.GetString(ApiJson.Write(template));

    private static string Shown(PodSpec spec) => Encoding.UTF8.GetString(ApiJson.Write(spec));

    private static string Shown(PodFailurePolicy? policy) => policy switch
    {
        null => "null",
        { Rules.IsEmpty: true } => "{\"Rules\":[]}",
        _ => Encoding.UTF8.GetString(ApiJson.Write(policy)),
    };

    private static bool HasCondition(ApiList<JobCondition> conditions, string type) => conditions.Any(each => each.Type == type && each.Status == ConditionStatus.True);
}
