using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Observed state of a namespace.</summary>
[ApiType("io.k8s.api.core.v1.NamespaceStatus")]
public sealed partial record NamespaceStatus
{
    /// <summary>Lifecycle stage of the namespace: Active or Terminating.</summary>
    [ApiField("phase", 1, OmitEmpty = true, Optional = true, Enum = typeof(NamespacePhase), TypeName = "v1.NamespacePhase")]
    public partial string Phase { get; init; }

    /// <summary>Observed conditions, most of which report what holds up deletion.</summary>
    [ApiField("conditions", 2, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"], PatchStrategy = "merge", PatchMergeKey = "type")]
    public partial ApiList<NamespaceCondition> Conditions { get; init; }
}
