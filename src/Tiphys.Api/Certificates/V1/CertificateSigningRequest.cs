using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Certificates.V1;

/// <summary>Asks a signer for an X.509 certificate, subject to approval by a person or controller.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequest", Group = "certificates.k8s.io", Version = "v1", Kind = "CertificateSigningRequest")]
[ApiResource(
    "certificatesigningrequests",
    Singular = "certificatesigningrequest",
    ShortNames = ["csr"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "95fRKMXA+00=")]
[ApiSubresource("approval", "certificates.k8s.io/v1", "CertificateSigningRequest", Verbs = ["get", "patch", "update"])]
[ApiSubresource("status", "certificates.k8s.io/v1", "CertificateSigningRequest", Verbs = ["get", "patch", "update"])]
public sealed partial record CertificateSigningRequest
{
    /// <summary>Standard object metadata such as name, namespace, labels and annotations.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>The request itself, which cannot be changed after creation.</summary>
    [ApiField("spec", 2)]
    public partial CertificateSigningRequestSpec Spec { get; init; }

    /// <summary>The decision on the request and, once issued, the certificate.</summary>
    [ApiField("status", 3, OmitEmpty = true, Optional = true)]
    public partial CertificateSigningRequestStatus Status { get; init; }
}
