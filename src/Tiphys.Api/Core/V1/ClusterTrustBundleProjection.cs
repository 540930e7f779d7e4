using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Writes the trust anchors of selected ClusterTrustBundle objects into a PEM file of a projected volume.</summary>
[ApiType("io.k8s.api.core.v1.ClusterTrustBundleProjection")]
public sealed partial record ClusterTrustBundleProjection
{
    /// <summary>Selects one ClusterTrustBundle by name; cannot be combined with a signer name and labels.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true)]
    public partial string? Name { get; init; }

    /// <summary>Selects all bundles of this signer that match the labels; cannot be combined with a name.</summary>
    [ApiField("signerName", 2, OmitEmpty = true, Optional = true)]
    public partial string? SignerName { get; init; }

    /// <summary>Narrows the bundles of the signer by label; unset matches none, while empty matches all.</summary>
    [ApiField("labelSelector", 3, OmitEmpty = true, Optional = true)]
    public partial LabelSelector? LabelSelector { get; init; }

    /// <summary>Lets the pod start without the bundle, writing an empty file when a signer has none.</summary>
    [ApiField("optional", 5, OmitEmpty = true, Optional = true)]
    public partial bool? Optional { get; init; }

    /// <summary>File, relative to the volume root, that the merged bundle is written to.</summary>
    [ApiField("path", 4)]
    public partial string Path { get; init; }
}
