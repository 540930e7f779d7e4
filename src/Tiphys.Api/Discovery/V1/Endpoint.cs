using Tiphys.Api.Core.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.Discovery.V1;

/// <summary>A single logical backend of a Service, typically one pod.</summary>
[ApiType("io.k8s.api.discovery.v1.Endpoint")]
public sealed partial record Endpoint
{
    /// <summary>Addresses of this backend in the format set by addressType, with 1 to 100 entries and interchangeable meaning.</summary>
    [ApiField("addresses", 1, ListType = ListType.Set)]
    public partial ApiList<string> Addresses { get; init; }

    /// <summary>Readiness and shutdown flags that tell consumers whether to send traffic here.</summary>
    [ApiField("conditions", 2, OmitEmpty = true)]
    public partial EndpointConditions Conditions { get; init; }

    /// <summary>DNS label of the backend, letting it be resolved individually under a headless Service.</summary>
    [ApiField("hostname", 3, OmitEmpty = true, Optional = true)]
    public partial string? Hostname { get; init; }

    /// <summary>Points at the object, usually a pod, that this endpoint stands for.</summary>
    [ApiField("targetRef", 4, OmitEmpty = true, Optional = true)]
    public partial ObjectReference? TargetRef { get; init; }

    /// <summary>Leftover topology labels from the v1beta1 API, kept only so that old data survives and otherwise read-only.</summary>
    [ApiField("deprecatedTopology", 5, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> DeprecatedTopology { get; init; }

    /// <summary>Name of the node hosting the backend, useful for node-local routing.</summary>
    [ApiField("nodeName", 6, OmitEmpty = true, Optional = true)]
    public partial string? NodeName { get; init; }

    /// <summary>Name of the failure zone in which the backend lives.</summary>
    [ApiField("zone", 7, OmitEmpty = true, Optional = true)]
    public partial string? Zone { get; init; }

    /// <summary>Advice on which zones or nodes should preferably consume this endpoint.</summary>
    [ApiField("hints", 8, OmitEmpty = true, Optional = true)]
    public partial EndpointHints? Hints { get; init; }
}
