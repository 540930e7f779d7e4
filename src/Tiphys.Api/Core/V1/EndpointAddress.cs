namespace Tiphys.Api.Core.V1;

/// <summary>One network address behind a service.</summary>
[ApiType("io.k8s.api.core.v1.EndpointAddress", Atomic = true)]
public sealed partial record EndpointAddress
{
    /// <summary>Address of the endpoint, which may not be loopback, link-local or multicast.</summary>
    [ApiField("ip", 1)]
    public partial string IP { get; init; }

    /// <summary>Hostname of the endpoint as published in DNS for headless services.</summary>
    [ApiField("hostname", 3, OmitEmpty = true, Optional = true)]
    public partial string Hostname { get; init; }

    /// <summary>Node that hosts the endpoint, useful to find local endpoints.</summary>
    [ApiField("nodeName", 4, OmitEmpty = true, Optional = true)]
    public partial string? NodeName { get; init; }

    /// <summary>The object, usually a pod, that provides this address.</summary>
    [ApiField("targetRef", 2, OmitEmpty = true, Optional = true)]
    public partial ObjectReference? TargetRef { get; init; }
}
