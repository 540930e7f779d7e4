using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>Describes how many pods a Deployment wants, what they look like and how updates proceed.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentSpec")]
public sealed partial record DeploymentSpec
{
    /// <summary>Wanted number of pods, where zero is allowed and an absent value means 1.</summary>
    [ApiField("replicas", 1, OmitEmpty = true, Optional = true)]
    public partial int? Replicas { get; init; }

    /// <summary>Label query for the pods and ReplicaSets of this Deployment, immutable and required to match the template labels.</summary>
    [ApiField("selector", 2)]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Blueprint for the pods, in which the only permitted restart policy is Always.</summary>
    [ApiField("template", 3)]
    public partial PodTemplateSpec Template { get; init; }

    /// <summary>How running pods give way to new ones when the template changes.</summary>
    [ApiField("strategy", 4, OmitEmpty = true, Optional = true, PatchStrategy = "retainKeys")]
    public partial DeploymentStrategy Strategy { get; init; }

    /// <summary>Seconds a fresh pod must remain ready without a crash to be counted as available; defaults to 0.</summary>
    [ApiField("minReadySeconds", 5, OmitEmpty = true, Optional = true)]
    public partial int MinReadySeconds { get; init; }

    /// <summary>How many superseded ReplicaSets are kept to permit rollback; defaults to 10.</summary>
    [ApiField("revisionHistoryLimit", 6, OmitEmpty = true, Optional = true)]
    public partial int? RevisionHistoryLimit { get; init; }

    /// <summary>While true, template changes do not trigger any new rollout.</summary>
    [ApiField("paused", 7, OmitEmpty = true, Optional = true)]
    public partial bool Paused { get; init; }

    /// <summary>Seconds a rollout may go without progress before it is reported as failed; defaults to 600.</summary>
    [ApiField("progressDeadlineSeconds", 9, OmitEmpty = true)]
    public partial int? ProgressDeadlineSeconds { get; init; }
}
