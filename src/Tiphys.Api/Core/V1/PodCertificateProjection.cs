namespace Tiphys.Api.Core.V1;

/// <summary>Places a private key and certificate chain, issued for the pod and renewed automatically, into a projected volume.</summary>
[ApiType("io.k8s.api.core.v1.PodCertificateProjection")]
public sealed partial record PodCertificateProjection
{
    /// <summary>Signer to which the kubelet addresses the certificate requests it makes.</summary>
    [ApiField("signerName", 1, OmitEmpty = true, Required = true)]
    public partial string SignerName { get; init; }

    /// <summary>Kind of key pair to generate, such as RSA3072, RSA4096, ECDSAP256, ECDSAP384, ECDSAP521 or ED25519.</summary>
    [ApiField("keyType", 2, OmitEmpty = true, Required = true)]
    public partial string KeyType { get; init; }

    /// <summary>Longest acceptable certificate lifetime in seconds, at least 3600; defaults to 86400.</summary>
    [ApiField("maxExpirationSeconds", 3, OmitEmpty = true, Optional = true)]
    public partial int? MaxExpirationSeconds { get; init; }

    /// <summary>File for the private key followed by the certificate chain in PEM, swapped atomically on renewal.</summary>
    [ApiField("credentialBundlePath", 4, OmitEmpty = true, Optional = true)]
    public partial string CredentialBundlePath { get; init; }

    /// <summary>File for the private key alone; a combined bundle is preferable since two files may briefly disagree.</summary>
    [ApiField("keyPath", 5, OmitEmpty = true, Optional = true)]
    public partial string KeyPath { get; init; }

    /// <summary>File for the certificate chain alone; a combined bundle is preferable since two files may briefly disagree.</summary>
    [ApiField("certificateChainPath", 6, OmitEmpty = true, Optional = true)]
    public partial string CertificateChainPath { get; init; }

    /// <summary>Extra domain-prefixed keys and values passed unverified to the signer with each certificate request.</summary>
    [ApiField("userAnnotations", 7, OmitEmpty = true)]
    public partial ApiMap<string> UserAnnotations { get; init; }
}
