using Tiphys.Api.Core.V1;

namespace Tiphys.Api.Nodes.V1;

/// <summary>Scheduling constraints applied to all pods that use a runtime class.</summary>
[ApiType("io.k8s.api.node.v1.Scheduling")]
public sealed partial record Scheduling
{
    /// <summary>Node labels required by the runtime, merged with the node selector of the pod.</summary>
    [ApiField("nodeSelector", 1, OmitEmpty = true, Optional = true, Atomic = true)]
    public partial ApiMap<string> NodeSelector { get; init; }

    /// <summary>Tolerations added to pods of this class at admission, without duplicates.</summary>
    [ApiField("tolerations", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<Toleration> Tolerations { get; init; }
}
