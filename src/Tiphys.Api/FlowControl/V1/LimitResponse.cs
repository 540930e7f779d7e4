namespace Tiphys.Api.FlowControl.V1;

/// <summary>Decides how a limited level treats requests that exceed its concurrency.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.LimitResponse")]
public sealed partial record LimitResponse
{
    /// <summary>Either Queue, which makes excess requests wait, or Reject, which refuses them at once.</summary>
    [ApiField("type", 1, TypeName = "v1.LimitResponseType")]
    public partial string Type { get; init; }

    /// <summary>Queue parameters; may be given only when the type is Queue.</summary>
    [ApiField("queuing", 2, OmitEmpty = true, Optional = true)]
    public partial QueuingConfiguration? Queuing { get; init; }
}
