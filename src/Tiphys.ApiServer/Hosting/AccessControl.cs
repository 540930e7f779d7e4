using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Authorization.Nodes;
using Tiphys.ApiServer.Authorization.Rbac;
using Tiphys.ApiServer.Certificates;
using Tiphys.ApiServer.Pipeline;
using Tiphys.ApiServer.ServiceAccounts;

namespace Tiphys.ApiServer.Hosting;

/// <summary>Puts access control together: who a request is from, what it may do, and the kinds that answer about it.</summary>
public sealed class AccessControl : IDisposable
{
    private readonly StoreRbacSource _roles;
    private readonly StoreNodeGraph _nodes;

    private AccessControl(StoreRbacSource roles, StoreNodeGraph nodes, IReadOnlyList<IAuthenticator> authenticators, IReadOnlyList<IEndpoint> endpoints)
    {
        _roles = roles;
        _nodes = nodes;
        Authenticators = authenticators;
        Endpoints = endpoints;
    }

    /// <summary>Client certificates, then service account tokens.</summary>
    public IReadOnlyList<IAuthenticator> Authenticators { get; }

    /// <summary>Tells others how to check the tokens.</summary>
    public IReadOnlyList<IEndpoint> Endpoints { get; }

    /// <summary>Sets the server's authorizer, escalation checks and review handlers. The authority and the key stay the caller's.</summary>
    /// <param name="server">The server, before its first request.</param>
    /// <param name="authority">Signs client certificates.</param>
    /// <param name="key">Signs service account tokens.</param>
    /// <param name="issuer">Issuer of service account tokens, which is also the server's audience.</param>
    public static AccessControl Install(ApiServerCore server, CertificateAuthority authority, ServiceAccountKey key, string issuer)
    {
        var roles = new StoreRbacSource(server.Store);
        var nodes = new StoreNodeGraph(server.Store, server.Registry);
        var authorizer = new UnionAuthorizer(new PrivilegedGroupAuthorizer(), new NodeAuthorizer(nodes), new RbacAuthorizer(roles));
        server.Authorizer = authorizer;
        server.Admission.Add(new RbacEscalation(new EscalationCheck(roles, authorizer)));

        ApiList<string> audiences = [issuer];
        var objects = new StoreTokenObjects(server.Store, server.Registry, server.Clock);
        var verifier = new TokenVerifier(issuer, [key], objects, server.Clock);
        foreach (var handler in AccessReviewHandlers.Create(new AccessReviews(authorizer, roles)))
        {
            server.CreateHandlers.Add(handler);
        }

        server.CreateHandlers.Add(new TokenRequestHandler(server, new TokenIssuer(issuer, key, objects, server.Clock)));
        server.CreateHandlers.Add(new TokenReviewHandler(new TokenReviews(verifier, audiences)));
        return new AccessControl(
            roles,
            nodes,
            [new ClientCertificateAuthenticator(authority, server.Clock), new ServiceAccountTokenAuthenticator(verifier, audiences)],
            [new OpenIdEndpoint(server, issuer, key)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _roles.Dispose();
        _nodes.Dispose();
    }
}
