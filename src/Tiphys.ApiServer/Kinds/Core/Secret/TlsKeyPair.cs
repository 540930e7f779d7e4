using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Whether a certificate and a key belong together, in the words of Go's <c>crypto/tls</c>.</summary>
internal static class TlsKeyPair
{
    private const string Certificate = "CERTIFICATE";
    private const string PrivateKey = "PRIVATE KEY";

    /// <summary>Why they do not; null when they do.</summary>
    public static string? Problem(ApiBytes certificatePem, ApiBytes keyPem)
    {
        var (certificates, keys) = (Blocks(certificatePem), Blocks(keyPem));
        if (certificates.FirstOrDefault(block => block.Label == Certificate) is not { } certificate)
        {
            return NoCertificate(certificates);
        }

        return keys.FirstOrDefault(block => block.Label.EndsWith(PrivateKey, StringComparison.Ordinal)) is { } key ? Mismatch(certificate, key) : NoKey(keys);
    }

    private static string NoCertificate(List<Block> blocks) => blocks switch
    {
        [] => "tls: failed to find any PEM data in certificate input",
        [var only] when only.Label.EndsWith(PrivateKey, StringComparison.Ordinal) =>
            "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched",
        _ => "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the following types: " + Labels(blocks),
    };

    private static string NoKey(List<Block> blocks) => blocks switch
    {
        [] => "tls: failed to find any PEM data in key input",
        [{ Label: Certificate }] => "tls: found a certificate rather than a key in the PEM for the private key",
        _ => "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM blocks of the following types: " + Labels(blocks),
    };

    private static string? Mismatch(Block certificatePem, Block keyPem)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509Certificate2.CreateFromPem(certificatePem.Text);
        }
        catch (CryptographicException)
        {
            return "x509: malformed certificate";
        }

        using (certificate)
        {
            return Mismatch(certificate, keyPem.Text);
        }
    }

    private static string? Mismatch(X509Certificate2 certificate, string keyPem)
    {
        if (PublicKeyOf(keyPem) is not { } key)
        {
            return "tls: failed to parse private key";
        }

        if (certificate.PublicKey.Oid.Value != key.Oid.Value)
        {
            return "tls: private key type does not match public key type";
        }

        return certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()) ? null : "tls: private key does not match public key";
    }

    private static PublicKey? PublicKeyOf(string pem)
    {
        using var rsa = RSA.Create();
        using var ecdsa = ECDsa.Create();
        foreach (AsymmetricAlgorithm algorithm in new AsymmetricAlgorithm[] { rsa, ecdsa })
        {
            try
            {
                algorithm.ImportFromPem(pem);
                return new PublicKey(algorithm);
            }
            catch (Exception error) when (error is CryptographicException or ArgumentException)
            {
                // A key of another kind, or none at all.
            }
        }

        return null;
    }

    private static List<Block> Blocks(ApiBytes bytes)
    {
        var blocks = new List<Block>();
        var text = Encoding.UTF8.GetString(bytes.AsSpan()).AsSpan();
        while (PemEncoding.TryFind(text, out var fields))
        {
            blocks.Add(new(text[fields.Label].ToString(), text[fields.Location].ToString()));
            text = text[fields.Location.End..];
        }

        return blocks;
    }

    private static string Labels(List<Block> blocks) => $"[{string.Join(' ', blocks.Select(block => block.Label))}]";

    private sealed record Block(string Label, string Text);
}
