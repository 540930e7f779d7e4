namespace Tiphys.Api.Core.V1;

/// <summary>One container runtime handler available on a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeRuntimeHandler")]
public sealed partial record NodeRuntimeHandler
{
    /// <summary>Handler name, where the empty name stands for the default handler.</summary>
    [ApiField("name", 1, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Optional features that this handler offers.</summary>
    [ApiField("features", 2, OmitEmpty = true, Optional = true)]
    public partial NodeRuntimeHandlerFeatures? Features { get; init; }
}
