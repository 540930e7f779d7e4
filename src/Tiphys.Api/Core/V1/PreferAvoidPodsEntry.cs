namespace Tiphys.Api.Core.V1;

/// <summary>Describes one class of pods that had better not be placed on the node.</summary>
[ApiType("io.k8s.api.core.v1.PreferAvoidPodsEntry")]
public sealed partial record PreferAvoidPodsEntry
{
    /// <summary>Identifies the pods that belong to the class.</summary>
    [ApiField("podSignature", 1)]
    public partial PodSignature PodSignature { get; init; }

    /// <summary>Moment at which the entry was put on the list.</summary>
    [ApiField("evictionTime", 2, OmitEmpty = true, Optional = true)]
    public partial Time EvictionTime { get; init; }

    /// <summary>Short code for why the entry was put on the list.</summary>
    [ApiField("reason", 3, OmitEmpty = true, Optional = true)]
    public partial string Reason { get; init; }

    /// <summary>Text for people that explains why the entry was put on the list.</summary>
    [ApiField("message", 4, OmitEmpty = true, Optional = true)]
    public partial string Message { get; init; }
}
