using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tiphys.ApiServer.Kinds.Core;

namespace Tiphys.ApiServer.Tests.Kinds.Core;

public sealed class TlsKeyPairTests
{
    [Fact]
    public void A_key_that_belongs_to_the_certificate_is_good()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Null(Problem(Certificate(key), key.ExportPkcs8PrivateKeyPem()));
    }

    [Fact]
    public void Another_key_is_told()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        Assert.Equal("tls: private key does not match public key", Problem(Certificate(key), other.ExportPkcs8PrivateKeyPem()));
        Assert.Equal("tls: private key type does not match public key type", Problem(Certificate(key), rsa.ExportPkcs8PrivateKeyPem()));
    }

    [Fact]
    public void What_is_missing_or_swapped_is_told()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (certificate, pem) = (Certificate(key), key.ExportPkcs8PrivateKeyPem());
        Assert.Equal("tls: failed to find any PEM data in certificate input", Problem("", pem));
        Assert.Equal("tls: failed to find any PEM data in key input", Problem(certificate, ""));
        Assert.Equal("tls: found a certificate rather than a key in the PEM for the private key", Problem(certificate, certificate));
        Assert.Equal(
            "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched", Problem(pem, pem));
    }

    private static string Certificate(ECDsa key)
    {
        using var certificate = new CertificateRequest("CN=harbour", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }

    private static string? Problem(string certificate, string key) => TlsKeyPair.Problem(ApiBytes.FromUtf8(certificate), ApiBytes.FromUtf8(key));
}
