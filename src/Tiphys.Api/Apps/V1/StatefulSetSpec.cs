using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>Describes the pods, identity rules and storage a StatefulSet should maintain.</summary>
[ApiType("io.k8s.api.apps.v1.StatefulSetSpec")]
public sealed partial record StatefulSetSpec
{
    /// <summary>How many pods the StatefulSet should run; when left out it is 1.</summary>
    [ApiField("replicas", 1, OmitEmpty = true, Optional = true)]
    public partial int? Replicas { get; init; }

    /// <summary>
    /// Label query identifying the pods owned by this set, which the template labels must satisfy and which cannot change.
    /// </summary>
    [ApiField("selector", 2)]
    public partial LabelSelector? Selector { get; init; }

    /// <summary>Blueprint for every pod, each of which is named after the set followed by its ordinal.</summary>
    [ApiField("template", 3)]
    public partial PodTemplateSpec Template { get; init; }

    /// <summary>Claims to create once per pod, overriding any template volume that carries the same name.</summary>
    [ApiField("volumeClaimTemplates", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<PersistentVolumeClaim> VolumeClaimTemplates { get; init; }

    /// <summary>Name of the headless Service that gives the pods their DNS names, in the same namespace.</summary>
    [ApiField("serviceName", 5, Optional = true)]
    public partial string ServiceName { get; init; }

    /// <summary>OrderedReady, the default, starts and stops pods one at a time, while Parallel acts on all at once.</summary>
    [ApiField("podManagementPolicy", 6, OmitEmpty = true, Optional = true, Enum = typeof(PodManagementPolicyType), TypeName = "v1.PodManagementPolicyType")]
    public partial string PodManagementPolicy { get; init; }

    /// <summary>How existing pods are moved to a new revision after the template is edited.</summary>
    [ApiField("updateStrategy", 7, OmitEmpty = true)]
    public partial StatefulSetUpdateStrategy UpdateStrategy { get; init; }

    /// <summary>Number of old ControllerRevisions retained so that rollback remains possible; defaults to 10.</summary>
    [ApiField("revisionHistoryLimit", 8, OmitEmpty = true)]
    public partial int? RevisionHistoryLimit { get; init; }

    /// <summary>Seconds a new pod must stay ready before it is treated as available; defaults to 0.</summary>
    [ApiField("minReadySeconds", 9, OmitEmpty = true, Optional = true)]
    public partial int MinReadySeconds { get; init; }

    /// <summary>Lifetime rules for the claims created from templates; without it every claim is retained.</summary>
    [ApiField("persistentVolumeClaimRetentionPolicy", 10, OmitEmpty = true, Optional = true)]
    public partial StatefulSetPersistentVolumeClaimRetentionPolicy? PersistentVolumeClaimRetentionPolicy { get; init; }

    /// <summary>Numbering options for pod indexes, which otherwise begin at 0 and rise by one.</summary>
    [ApiField("ordinals", 11, OmitEmpty = true, Optional = true)]
    public partial StatefulSetOrdinals? Ordinals { get; init; }
}
