using Tiphys.Api.Schemas;

namespace Tiphys.Api.Certificates.V1;

/// <summary>Decision on a signing request together with its result.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestStatus")]
public sealed partial record CertificateSigningRequestStatus
{
    /// <summary>Decisions and problems, namely Approved, Denied or Failed, of which Approved and Denied exclude each other.</summary>
    [ApiField("conditions", 1, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"])]
    public partial ApiList<CertificateSigningRequestCondition> Conditions { get; init; }

    /// <summary>The issued certificate chain in PEM form, unset until signed and fixed from then on.</summary>
    [ApiField("certificate", 2, OmitEmpty = true, Optional = true)]
    public partial ApiBytes Certificate { get; init; }
}
