using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Deprecated health report of a control plane component.</summary>
[ApiType("io.k8s.api.core.v1.ComponentStatus", Version = "v1", Kind = "ComponentStatus")]
[ApiResource("componentstatuses", Singular = "componentstatus", ShortNames = ["cs"], Verbs = ["get", "list"])]
public sealed partial record ComponentStatus
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Health findings for the component.</summary>
    [ApiField("conditions", 2, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<ComponentCondition> Conditions { get; init; }
}
