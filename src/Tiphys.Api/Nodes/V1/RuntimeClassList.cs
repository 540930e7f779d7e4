using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Nodes.V1;

/// <summary>A collection of RuntimeClass objects returned by list requests.</summary>
[ApiType("io.k8s.api.node.v1.RuntimeClassList", Group = "node.k8s.io", Version = "v1", Kind = "RuntimeClassList")]
public sealed partial record RuntimeClassList
{
    /// <summary>Standard list metadata, such as the resource version and continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The RuntimeClass objects in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<RuntimeClass> Items { get; init; }
}
