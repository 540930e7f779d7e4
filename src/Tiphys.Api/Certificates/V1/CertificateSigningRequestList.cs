using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Certificates.V1;

/// <summary>A collection of CertificateSigningRequests as returned by a list request.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestList", Group = "certificates.k8s.io", Version = "v1", Kind = "CertificateSigningRequestList")]
public sealed partial record CertificateSigningRequestList
{
    /// <summary>Standard list metadata such as the resource version and the continue token.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ListMeta Metadata { get; init; }

    /// <summary>The CertificateSigningRequest objects contained in this list.</summary>
    [ApiField("items", 2)]
    public partial ApiList<CertificateSigningRequest> Items { get; init; }
}
