namespace Tiphys.Api.Core.V1;

/// <summary>Features of the container runtime on a node that do not depend on a handler.</summary>
[ApiType("io.k8s.api.core.v1.NodeFeatures")]
public sealed partial record NodeFeatures
{
    /// <summary>Whether the runtime supports the supplementalGroupsPolicy setting and user reporting of containers.</summary>
    [ApiField("supplementalGroupsPolicy", 1, OmitEmpty = true, Optional = true)]
    public partial bool? SupplementalGroupsPolicy { get; init; }
}
