namespace Tiphys.Api.Core.V1;

/// <summary>Conditions on a node that must all be met; an empty term matches no node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelectorTerm", Atomic = true)]
public sealed partial record NodeSelectorTerm
{
    /// <summary>Conditions on the labels of the node, joined by a logical AND.</summary>
    [ApiField("matchExpressions", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<NodeSelectorRequirement> MatchExpressions { get; init; }

    /// <summary>Conditions on fields of the node, of which only metadata.name is supported.</summary>
    [ApiField("matchFields", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<NodeSelectorRequirement> MatchFields { get; init; }
}
