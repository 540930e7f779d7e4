namespace Tiphys.Api.Discovery.V1;

/// <summary>Flags describing whether an endpoint can accept traffic at the moment.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointConditions")]
public sealed partial record EndpointConditions
{
    /// <summary>True when new traffic should be sent here; an absent value should be read as true.</summary>
    [ApiField("ready", 1, OmitEmpty = true, Optional = true)]
    public partial bool? Ready { get; init; }

    /// <summary>True when the backend can answer requests, even during shutdown; if absent, consult the ready flag.</summary>
    [ApiField("serving", 2, OmitEmpty = true, Optional = true)]
    public partial bool? Serving { get; init; }

    /// <summary>True once the backend has begun to shut down; an absent value should be read as false.</summary>
    [ApiField("terminating", 3, OmitEmpty = true, Optional = true)]
    public partial bool? Terminating { get; init; }
}
