using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Identifies a class of pods; exactly one field should be set.</summary>
[ApiType("io.k8s.api.core.v1.PodSignature")]
public sealed partial record PodSignature
{
    /// <summary>The controller that owns all pods of the class.</summary>
    [ApiField("podController", 1, OmitEmpty = true, Optional = true)]
    public partial OwnerReference? PodController { get; init; }
}
