using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>Defaults of jobs (pkg/apis/batch/v1/defaults.go).</summary>
internal static class JobDefaults
{
    public static Job Apply(Job job) => JobPreparation.Label(job) with
    {
        Spec = Spec(job.Spec) with { Template = PodDefaults.Apply(job.Spec.Template) },
    };

    /// <summary>Defaults of a job template: only those of its pods and of single rules.</summary>
    public static JobSpec Template(JobSpec spec) => spec with
    {
        Template = PodDefaults.Apply(spec.Template),
        PodFailurePolicy = FailurePolicy(spec.PodFailurePolicy),
    };

    private static JobSpec Spec(JobSpec spec) => spec with
    {
        Completions = spec.Completions ?? (spec.Parallelism is null ? 1 : null),
        Parallelism = spec.Parallelism ?? 1,
        BackoffLimit = spec.BackoffLimit ?? (spec.BackoffLimitPerIndex is null ? 6 : int.MaxValue),
        CompletionMode = spec.CompletionMode ?? CompletionMode.NonIndexed,
        Suspend = spec.Suspend ?? false,
        PodReplacementPolicy = spec.PodReplacementPolicy
            ?? (spec.PodFailurePolicy is null ? PodReplacementPolicy.TerminatingOrFailed : PodReplacementPolicy.Failed),
        ManualSelector = spec.ManualSelector ?? false,
        PodFailurePolicy = FailurePolicy(spec.PodFailurePolicy),
    };

    private static PodFailurePolicy? FailurePolicy(PodFailurePolicy? policy) => policy is null ? null : policy with
    {
        Rules = policy.Rules.Map(rule => rule with
        {
            OnPodConditions = rule.OnPodConditions.Map(pattern => pattern with { Status = pattern.Status.Or(ConditionStatus.True) }),
        }),
    };
}
