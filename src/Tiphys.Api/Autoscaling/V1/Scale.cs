using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Autoscaling.V1;

/// <summary>The uniform view of a replica count that scalable resources expose through their scale subresource.</summary>
[ApiType("io.k8s.api.autoscaling.v1.Scale", Group = "autoscaling", Version = "v1", Kind = "Scale")]
public sealed partial record Scale
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The replica count being asked for.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial ScaleSpec Spec { get; init; }

    /// <summary>The replica count actually seen, along with the matching pod selector.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial ScaleStatus Status { get; init; }
}
