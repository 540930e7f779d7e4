using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Wraps a pod status so that it can be encoded as an object of its own.</summary>
[ApiType("io.k8s.api.core.v1.PodStatusResult", Version = "v1", Kind = "PodStatusResult")]
public sealed partial record PodStatusResult
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The most recently observed state of the pod.</summary>
    [ApiField("status", 2, OmitEmpty = true, Optional = true)]
    public partial PodStatus Status { get; init; }
}
