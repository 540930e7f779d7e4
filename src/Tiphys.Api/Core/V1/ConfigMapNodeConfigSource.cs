namespace Tiphys.Api.Core.V1;

/// <summary>Obsolete pointer to a key of a ConfigMap with kubelet configuration.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMapNodeConfigSource")]
public sealed partial record ConfigMapNodeConfigSource
{
    /// <summary>Namespace in which the ConfigMap lives.</summary>
    [ApiField("namespace", 1)]
    public partial string Namespace { get; init; }

    /// <summary>Name of the ConfigMap that is referred to.</summary>
    [ApiField("name", 2)]
    public partial string Name { get; init; }

    /// <summary>UID of the ConfigMap; only valid in node status and forbidden in node spec.</summary>
    [ApiField("uid", 3, OmitEmpty = true, Optional = true, TypeName = "types.UID")]
    public partial string UID { get; init; }

    /// <summary>Version of the ConfigMap in use; only valid in node status and forbidden in node spec.</summary>
    [ApiField("resourceVersion", 4, OmitEmpty = true, Optional = true)]
    public partial string ResourceVersion { get; init; }

    /// <summary>Key of the ConfigMap whose value is the kubelet configuration document.</summary>
    [ApiField("kubeletConfigKey", 5)]
    public partial string KubeletConfigKey { get; init; }
}
