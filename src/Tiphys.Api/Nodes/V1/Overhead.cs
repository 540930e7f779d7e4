namespace Tiphys.Api.Nodes.V1;

/// <summary>Resources that running a pod costs in addition to those of its containers.</summary>
[ApiType("io.k8s.api.node.v1.Overhead")]
public sealed partial record Overhead
{
    /// <summary>Fixed amount of each resource added for every pod of the class.</summary>
    [ApiField("podFixed", 1, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> PodFixed { get; init; }
}
