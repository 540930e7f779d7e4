namespace Tiphys.Api.Core.V1;

/// <summary>Tells where an event comes from.</summary>
[ApiType("io.k8s.api.core.v1.EventSource")]
public sealed partial record EventSource
{
    /// <summary>Program that produced the event, such as kubelet.</summary>
    [ApiField("component", 1, OmitEmpty = true, Optional = true)]
    public partial string Component { get; init; }

    /// <summary>Node on which the program ran when it produced the event.</summary>
    [ApiField("host", 2, OmitEmpty = true, Optional = true)]
    public partial string Host { get; init; }
}
