using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Apps.V1;

/// <summary>A collection of ControllerRevisions as returned by a list request.</summary>
[ApiType("io.k8s.api.apps.v1.ControllerRevisionList", Group = "apps", Version = "v1", Kind = "ControllerRevisionList")]
public sealed partial record ControllerRevisionList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The ControllerRevision objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<ControllerRevision> Items { get; init; }
}
