using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>A collection of DaemonSets as returned by a list request.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetList", Group = "apps", Version = "v1", Kind = "DaemonSetList")]
public sealed partial record DaemonSetList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The DaemonSet objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<DaemonSet> Items { get; init; }
}
