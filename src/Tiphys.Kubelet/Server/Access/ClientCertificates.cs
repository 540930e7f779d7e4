using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tiphys.Api.Authentication.V1;

namespace Tiphys.Kubelet.Server.Access;

/// <summary>Knows users by certificates that the cluster's authority signed for clients: CN is the name, each O a group.</summary>
internal sealed class ClientCertificates(X509Certificate2 authority, TimeProvider clock)
{
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    // A connection carries many requests: the chain is built once for a certificate, then only its time is checked.
    private const int MaxKnown = 256;
    private readonly ConcurrentDictionary<string, UserInfo> _known = new(StringComparer.Ordinal);

    /// <summary>The user; null when the certificate proves nothing here.</summary>
    public UserInfo? Identify(X509Certificate2 certificate)
    {
        if (clock.GetUtcNow().UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            return null;
        }

        var fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        if (_known.TryGetValue(fingerprint, out var user))
        {
            return user;
        }

        if (!Verifies(certificate))
        {
            return null;
        }

        user = ReadSubject(certificate.SubjectName);
        if (_known.Count < MaxKnown)
        {
            _known[fingerprint] = user;
        }

        return user;
    }

    private bool Verifies(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientPurpose));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        return chain.Build(certificate);
    }

    private static UserInfo ReadSubject(X500DistinguishedName subject)
    {
        var name = "";
        var groups = new List<string>();
        foreach (var part in subject.EnumerateRelativeDistinguishedNames())
        {
            switch (part.GetSingleElementType().Value)
            {
                case "2.5.4.3":
                    name = part.GetSingleElementValue() ?? "";
                    break;
                case "2.5.4.10":
                    groups.Add(part.GetSingleElementValue() ?? "");
                    break;
            }
        }

        return new UserInfo { Username = name, Groups = [.. groups, "system:authenticated"] };
    }
}
