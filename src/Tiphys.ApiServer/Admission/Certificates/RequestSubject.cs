using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tiphys.Api.Certificates.V1;

namespace Tiphys.ApiServer.Admission.Certificates;

/// <summary>The subject that a certificate signing request asks for.</summary>
/// <param name="CommonName">Common name; empty when there is none.</param>
/// <param name="Organizations">Organizations, which are groups to the API server.</param>
internal sealed record RequestSubject(string CommonName, IReadOnlyList<string> Organizations)
{
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganizationOid = "2.5.4.10";

    /// <summary>Reads it.</summary>
    /// <exception cref="CryptographicException">The request is none.</exception>
    public static RequestSubject Read(CertificateSigningRequest csr)
    {
        try
        {
            var parsed = CertificateRequest.LoadSigningRequestPem(
                csr.Spec.Request.ToUtf8String(), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.SkipSignatureValidation);
            var names = parsed.SubjectName.EnumerateRelativeDistinguishedNames().Where(name => !name.HasMultipleElements).ToList();
            return new(Values(names, CommonNameOid).LastOrDefault() ?? "", Values(names, OrganizationOid).ToList());
        }
        catch (Exception error) when (error is ArgumentException or AsnContentException)
        {
            throw new CryptographicException(error.Message, error);
        }
    }

    private static IEnumerable<string> Values(IEnumerable<X500RelativeDistinguishedName> names, string oid) =>
        names.Where(name => name.GetSingleElementType().Value == oid).Select(name => name.GetSingleElementValue() ?? "");
}
