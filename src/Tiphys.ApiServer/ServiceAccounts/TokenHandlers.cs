using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Admission.Nodes;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary><c>serviceaccounts/token</c>: issues a token.</summary>
internal sealed class TokenRequestHandler(ApiServerCore server, TokenIssuer issuer) : ICreateHandler
{
    public GroupVersionResource Resource { get; } = new("", "v1", "serviceaccounts");

    public string Subresource => "token";

    public bool AnswersBody => true;

    public object Default(object body) => body is TokenRequest { Spec.ExpirationSeconds: null } request
        ? request with { Spec = request.Spec with { ExpirationSeconds = TokenIssuer.DefaultSeconds } }
        : body;

    public async ValueTask<object> CreateAsync(RequestContext context, string name, object body, CancellationToken cancellationToken)
    {
        var objects = new StoredObjects(server.Store, server.Registry);
        NodeRestrictionPlugin.CheckToken(context, name, (TokenRequest)body, pod => objects.Find<Pod>(context.Namespace, pod));
        return await issuer.IssueAsync(context.Namespace, name, (TokenRequest)body, cancellationToken);
    }
}

/// <summary><c>tokenreviews</c>: tells whose a token is.</summary>
internal sealed class TokenReviewHandler(TokenReviews reviews) : ICreateHandler
{
    public GroupVersionResource Resource { get; } = new("authentication.k8s.io", "v1", "tokenreviews");

    public string Subresource => "";

    public bool AnswersBody => true;

    public async ValueTask<object> CreateAsync(RequestContext context, string name, object body, CancellationToken cancellationToken) =>
        await reviews.ReviewAsync((TokenReview)body, cancellationToken);
}
