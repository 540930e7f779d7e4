using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>Describes which pods a ReplicaSet owns and how many there should be.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSetSpec")]
public sealed partial record ReplicaSetSpec
{
    /// <summary>Wanted number of pods, where zero is allowed and an absent value means 1.</summary>
    [ApiField("replicas", 1, OmitEmpty = true, Optional = true)]
    public partial int? Replicas { get; init; }

    /// <summary>Seconds a pod must stay ready before the set treats it as available; defaults to 0.</summary>
    [ApiField("minReadySeconds", 4, OmitEmpty = true, Optional = true)]
    public partial int MinReadySeconds { get; init; }

    /// <summary>Immutable label query for the pods to count and adopt, which must match the template labels.</summary>
    [ApiField("selector", 2)]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Blueprint used whenever too few pods exist and another one has to be created.</summary>
    [ApiField("template", 3, OmitEmpty = true, Optional = true)]
    public partial PodTemplateSpec Template { get; init; }
}
