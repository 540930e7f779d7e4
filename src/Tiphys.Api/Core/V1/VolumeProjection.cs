namespace Tiphys.Api.Core.V1;

/// <summary>One source of a projected volume; exactly one member must be filled in.</summary>
[ApiType("io.k8s.api.core.v1.VolumeProjection")]
public sealed partial record VolumeProjection
{
    /// <summary>Projects entries of a Secret from the pod's namespace.</summary>
    [ApiField("secret", 1, OmitEmpty = true, Optional = true)]
    public partial SecretProjection? Secret { get; init; }

    /// <summary>Projects fields and resource amounts of the pod itself.</summary>
    [ApiField("downwardAPI", 2, OmitEmpty = true, Optional = true)]
    public partial DownwardAPIProjection? DownwardAPI { get; init; }

    /// <summary>Projects entries of a ConfigMap from the pod's namespace.</summary>
    [ApiField("configMap", 3, OmitEmpty = true, Optional = true)]
    public partial ConfigMapProjection? ConfigMap { get; init; }

    /// <summary>Projects a short-lived token of the pod's service account.</summary>
    [ApiField("serviceAccountToken", 4, OmitEmpty = true, Optional = true)]
    public partial ServiceAccountTokenProjection? ServiceAccountToken { get; init; }

    /// <summary>Projects trusted root certificates gathered from ClusterTrustBundle objects.</summary>
    [ApiField("clusterTrustBundle", 5, OmitEmpty = true, Optional = true)]
    public partial ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }

    /// <summary>Projects a private key and certificate that are issued for this pod.</summary>
    [ApiField("podCertificate", 6, OmitEmpty = true, Optional = true)]
    public partial PodCertificateProjection? PodCertificate { get; init; }
}
