namespace Tiphys.Api.Core.V1;

/// <summary>A named hold that keeps a pod out of scheduling until it is removed.</summary>
[ApiType("io.k8s.api.core.v1.PodSchedulingGate")]
public sealed partial record PodSchedulingGate
{
    /// <summary>Qualified name of the gate, unique among the gates of the pod.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }
}
