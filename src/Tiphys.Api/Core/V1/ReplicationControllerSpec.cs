namespace Tiphys.Api.Core.V1;

/// <summary>Desired state of a replication controller.</summary>
[ApiType("io.k8s.api.core.v1.ReplicationControllerSpec")]
public sealed partial record ReplicationControllerSpec
{
    /// <summary>Wanted number of pods; zero is allowed and the default is 1.</summary>
    [ApiField("replicas", 1, OmitEmpty = true, Optional = true, Default = "1")]
    public partial int? Replicas { get; init; }

    /// <summary>Seconds a new pod must stay ready before it counts as available; 0 by default.</summary>
    [ApiField("minReadySeconds", 4, OmitEmpty = true, Optional = true, Default = "0")]
    public partial int MinReadySeconds { get; init; }

    /// <summary>Labels that owned pods must carry; taken from the template labels when empty.</summary>
    [ApiField("selector", 2, OmitEmpty = true, Optional = true, Atomic = true)]
    public partial ApiMap<string> Selector { get; init; }

    /// <summary>Description of the pods to create when there are too few.</summary>
    [ApiField("template", 3, OmitEmpty = true, Optional = true)]
    public partial PodTemplateSpec? Template { get; init; }
}
