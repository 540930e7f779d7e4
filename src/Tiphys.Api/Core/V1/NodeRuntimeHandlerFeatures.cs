namespace Tiphys.Api.Core.V1;

/// <summary>Optional features that a runtime handler may offer.</summary>
[ApiType("io.k8s.api.core.v1.NodeRuntimeHandlerFeatures")]
public sealed partial record NodeRuntimeHandlerFeatures
{
    /// <summary>Whether the handler can make mounts read-only including all their submounts.</summary>
    [ApiField("recursiveReadOnlyMounts", 1, OmitEmpty = true, Optional = true)]
    public partial bool? RecursiveReadOnlyMounts { get; init; }

    /// <summary>Whether the handler can run pods in user namespaces, volumes included.</summary>
    [ApiField("userNamespaces", 2, OmitEmpty = true, Optional = true)]
    public partial bool? UserNamespaces { get; init; }
}
