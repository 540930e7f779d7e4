using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>Describes the pod that should run on each eligible node and how it gets updated.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetSpec")]
public sealed partial record DaemonSetSpec
{
    /// <summary>Label query for the daemon pods, which cannot be changed and must match the labels in the template.</summary>
    [ApiField("selector", 1)]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Blueprint for the pod placed on every node that its node selector and tolerations admit.</summary>
    [ApiField("template", 2)]
    public partial PodTemplateSpec Template { get; init; }

    /// <summary>How daemon pods are brought to a new version after the template changes.</summary>
    [ApiField("updateStrategy", 3, OmitEmpty = true, Optional = true)]
    public partial DaemonSetUpdateStrategy UpdateStrategy { get; init; }

    /// <summary>Seconds a daemon pod must remain ready before being counted as available; defaults to 0.</summary>
    [ApiField("minReadySeconds", 4, OmitEmpty = true, Optional = true)]
    public partial int MinReadySeconds { get; init; }

    /// <summary>How many previous ControllerRevisions remain stored for rollback; defaults to 10.</summary>
    [ApiField("revisionHistoryLimit", 6, OmitEmpty = true, Optional = true)]
    public partial int? RevisionHistoryLimit { get; init; }
}
