using System.Security.Cryptography;
using System.Text;
using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Authorization.V1;
using Tiphys.Client;

namespace Tiphys.Kubelet.Server.Access;

/// <summary>Asks the API server who a token is and what a user may do, and remembers the answers as long as upstream's kubelet does.</summary>
internal sealed class DelegatedAccess(IKubernetesClient client, TimeProvider clock)
{
    private static readonly TimeSpan TokenTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AllowedTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RefusedTime = TimeSpan.FromSeconds(30);

    private readonly ExpiringCache<string, UserInfo> _users = new(clock);
    private readonly ExpiringCache<string, bool> _decisions = new(clock);

    /// <summary>Whose token it is; null when it is none.</summary>
    public async ValueTask<UserInfo?> IdentifyAsync(string token, CancellationToken cancellationToken)
    {
        // The token itself stays in no table.
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_users.TryGet(key, out var known))
        {
            return known;
        }

        var review = await client.CreateAsync(new TokenReview { Spec = new TokenReviewSpec { Token = token } }, cancellationToken);
        if (!review.Status.Authenticated)
        {
            return null;
        }

        _users.Set(key, review.Status.User, TokenTime);
        return review.Status.User;
    }

    /// <summary>Whether the user may do this with a subresource of the node.</summary>
    public async ValueTask<bool> MayAsync(UserInfo user, string verb, string node, string subresource, CancellationToken cancellationToken)
    {
        var spec = new SubjectAccessReviewSpec
        {
            User = user.Username,
            UID = user.UID,
            Groups = user.Groups,
            Extra = user.Extra,
            ResourceAttributes = ResourceAttributes.Empty with { Verb = verb, Version = "v1", Resource = "nodes", Name = node, Subresource = subresource },
        };
        var key = Encoding.UTF8.GetString(Api.Json.ApiJson.Write(spec));
        if (_decisions.TryGet(key, out var known))
        {
            return known;
        }

        var review = await client.CreateAsync(new SubjectAccessReview { Spec = spec }, cancellationToken);
        _decisions.Set(key, review.Status.Allowed, review.Status.Allowed ? AllowedTime : RefusedTime);
        return review.Status.Allowed;
    }
}
