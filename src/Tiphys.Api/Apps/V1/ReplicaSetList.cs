using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>A collection of ReplicaSets as returned by a list request.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSetList", Group = "apps", Version = "v1", Kind = "ReplicaSetList")]
public sealed partial record ReplicaSetList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The ReplicaSet objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<ReplicaSet> Items { get; init; }
}
