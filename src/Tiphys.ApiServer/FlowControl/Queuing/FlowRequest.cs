using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.FlowControl.Queuing;

internal enum FlowState
{
    New,
    Waiting,
    Executing,

    /// <summary>Answered, with its seats still taken for what watchers are told.</summary>
    Lingering,
    Ended,
}

/// <summary>The ticket of one request: what it asks for, and where it stands. Everything but the first part is guarded by its level's gate.</summary>
internal sealed class FlowRequest(FlowSchemaMatch schema, RequestInfo info, UserInfo user, WorkEstimate work)
{
    public FlowSchemaMatch Schema { get; } = schema;

    public RequestInfo Info { get; } = info;

    public UserInfo User { get; } = user;

    public WorkEstimate Work { get; set; } = work;

    public FlowState State { get; set; }

    public TimeSpan Arrived { get; set; }

    public TimeSpan Started { get; set; }

    /// <summary>The queue set's virtual time when it came.</summary>
    public double ArrivedVirtual { get; set; }

    /// <summary>Null when it did not have to queue.</summary>
    public FairQueue? Queue { get; set; }

    public LinkedListNode<FlowRequest>? Place { get; set; }

    /// <summary>Completes when a waiting request may go on; only waiting requests have it.</summary>
    public TaskCompletionSource? Granted { get; set; }
}
