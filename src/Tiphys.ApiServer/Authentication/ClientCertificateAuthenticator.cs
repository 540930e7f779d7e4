using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Certificates;

namespace Tiphys.ApiServer.Authentication;

/// <summary>Knows users by certificates that the cluster's authority signed: CN is the name, each O a group.</summary>
public sealed class ClientCertificateAuthenticator(CertificateAuthority authority, TimeProvider clock) : IAuthenticator
{
    // A connection carries many requests: the chain is built once for a certificate, then only its time is checked.
    private const int MaxKnown = 1024;
    private readonly ConcurrentDictionary<string, UserInfo> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(context.Connection.ClientCertificate is { } certificate ? Identify(certificate) : null);

    /// <summary>The user whom the certificate proves.</summary>
    /// <exception cref="ApiException">401: another authority signed it, it is a server's, or its time is over.</exception>
    public UserInfo Identify(X509Certificate2 certificate)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now > certificate.NotAfter.ToUniversalTime())
        {
            throw StatusErrors.Unauthorized();
        }

        if (_known.TryGetValue(certificate.Thumbprint, out var user))
        {
            return user;
        }

        if (!authority.VerifiesClient(certificate))
        {
            throw StatusErrors.Unauthorized();
        }

        user = ReadSubject(certificate.SubjectName);
        if (_known.Count < MaxKnown)
        {
            _known[certificate.Thumbprint] = user;
        }

        return user;
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

        return new UserInfo { Name = name, Groups = groups.ToApiList() };
    }
}
