using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Describes the pods that a controller creates from a template.</summary>
[ApiType("io.k8s.api.core.v1.PodTemplateSpec")]
public sealed partial record PodTemplateSpec
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Desired behaviour of each pod made from the template.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial PodSpec Spec { get; init; }
}
