namespace Tiphys.Api.FlowControl.V1;

/// <summary>Parameters of the fair queuing applied to waiting requests of a priority level.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.QueuingConfiguration")]
public sealed partial record QueuingConfiguration
{
    /// <summary>Number of queues of the level on each API server; must be positive and defaults to 64.</summary>
    [ApiField("queues", 1, Optional = true)]
    public partial int Queues { get; init; }

    /// <summary>How many queues are dealt to each flow by shuffle sharding; defaults to 8 and cannot exceed the queue count.</summary>
    [ApiField("handSize", 2, Optional = true)]
    public partial int HandSize { get; init; }

    /// <summary>Most requests that may wait in one queue before new ones are rejected; defaults to 50.</summary>
    [ApiField("queueLengthLimit", 3, Optional = true)]
    public partial int QueueLengthLimit { get; init; }
}
