using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>A collection of StatefulSets as returned by a list request.</summary>
[ApiType("io.k8s.api.apps.v1.StatefulSetList", Group = "apps", Version = "v1", Kind = "StatefulSetList")]
public sealed partial record StatefulSetList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The StatefulSet objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<StatefulSet> Items { get; init; }
}
