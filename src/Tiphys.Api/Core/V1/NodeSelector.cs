namespace Tiphys.Api.Core.V1;

/// <summary>Selects nodes by alternative terms; a node matches when any one term does.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelector", Atomic = true)]
public sealed partial record NodeSelector
{
    /// <summary>Alternative terms joined by a logical OR, of which at least one is required.</summary>
    [ApiField("nodeSelectorTerms", 1)]
    public partial ApiList<NodeSelectorTerm> NodeSelectorTerms { get; init; }
}
