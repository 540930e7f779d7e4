namespace Tiphys.Api.Core.V1;

/// <summary>Declares the operating system a pod is meant to run on.</summary>
[ApiType("io.k8s.api.core.v1.PodOS")]
public sealed partial record PodOS
{
    /// <summary>Operating system of the pod, currently either linux or windows.</summary>
    [ApiField("name", 1, TypeName = "v1.OSName")]
    public partial string Name { get; init; }
}
