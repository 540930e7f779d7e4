using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tiphys.Api.Certificates.V1;

namespace Tiphys.ApiServer.Kinds.Certificates;

/// <summary>Checks of PEM data in certificate signing requests; null when it is good, else why not.</summary>
internal static class RequestPem
{
    public static string? CheckRequest(ApiBytes request)
    {
        var text = request.ToUtf8String();
        if (!PemEncoding.TryFind(text, out var block) || text[block.Label] != "CERTIFICATE REQUEST")
        {
            return "PEM block type must be CERTIFICATE REQUEST";
        }

        try
        {
            CertificateRequest.LoadSigningRequest(Convert.FromBase64String(text[block.Base64Data]), HashAlgorithmName.SHA256, out _);
            return null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or AsnContentException or NotSupportedException)
        {
            return error.Message;
        }
    }

    public static string? CheckCertificates(ApiBytes certificate)
    {
        if (certificate.IsEmpty)
        {
            return null;
        }

        var rest = certificate.ToUtf8String();
        var blocks = 0;
        while (PemEncoding.TryFind(rest, out var block))
        {
            if (rest[block.Label] != "CERTIFICATE")
            {
                return $"only CERTIFICATE PEM blocks are allowed, found \"{rest[block.Label]}\"";
            }

            try
            {
                using var parsed = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(rest[block.Base64Data]));
            }
            catch (CryptographicException)
            {
                return "x509: malformed certificate";
            }

            blocks++;
            rest = rest[block.Location.End..];
        }

        return blocks == 0 ? "must contain at least one CERTIFICATE PEM block" : null;
    }
}
