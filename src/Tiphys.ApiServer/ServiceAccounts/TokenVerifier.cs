using Tiphys.Api.Errors;
using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>A token that counts.</summary>
/// <param name="User">The account as a user.</param>
/// <param name="Audiences">The audiences it counts for, among the wanted.</param>
/// <param name="Claims">What it says.</param>
public sealed record VerifiedToken(UserInfo User, ApiList<string> Audiences, TokenClaims Claims);

/// <summary>Tells whether a token counts: signature, issuer, time, audience, and that what it hangs on still exists.</summary>
public sealed class TokenVerifier(string issuer, IReadOnlyList<ServiceAccountKey> keys, ITokenObjects objects, TimeProvider clock)
{
    /// <summary>Checks a token.</summary>
    /// <param name="token">The text.</param>
    /// <param name="audiences">Audiences, one of which it must be for.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <exception cref="ApiException">401, with the reason as its message.</exception>
    public async ValueTask<VerifiedToken> VerifyAsync(string token, ApiList<string> audiences, CancellationToken cancellationToken)
    {
        if (!Jwt.TryRead(token, keys, out var claims))
        {
            throw Jwt.HasIssuer(token, issuer) ? Invalid("go-jose/go-jose: error in cryptographic primitive") : StatusErrors.Unauthorized("invalid bearer token");
        }

        if (claims.Issuer != issuer)
        {
            throw StatusErrors.Unauthorized("invalid bearer token");
        }

        CheckTime(claims);
        var fitting = audiences.Filter(claims.Audiences.Contains);
        if (fitting.IsEmpty)
        {
            throw Invalid($"token audiences {Shown(claims.Audiences)} is invalid for the target audiences {Shown(audiences)}");
        }

        await CheckAccountAsync(claims, cancellationToken).ConfigureAwait(false);
        await CheckObjectAsync("Secret", claims.Namespace, claims.Secret, cancellationToken).ConfigureAwait(false);
        await CheckObjectAsync("Pod", claims.Namespace, claims.Pod, cancellationToken).ConfigureAwait(false);

        // The node of a pod is told, not checked: the pod's own life decides.
        await CheckObjectAsync("Node", "", claims.Pod is null ? claims.Node : null, cancellationToken).ConfigureAwait(false);
        return new VerifiedToken(UserOf(claims), fitting, claims);
    }

    // Those that know other tokens say the first half.
    private static ApiException Invalid(string why) => StatusErrors.Unauthorized($"[invalid bearer token, {why}]");

    private async ValueTask CheckAccountAsync(TokenClaims claims, CancellationToken cancellationToken)
    {
        if (claims.ServiceAccount is not { } account)
        {
            return;
        }

        var found = await objects.FindAsync("ServiceAccount", claims.Namespace, account.Name, cancellationToken).ConfigureAwait(false)
            ?? throw Invalid($"serviceaccounts \"{account.Name}\" not found");
        if (found.Uid != account.Uid)
        {
            throw Invalid($"service account UID ({found.Uid}) does not match claim ({account.Uid})");
        }
    }

    private static string Shown(ApiList<string> audiences) => $"[{string.Join(' ', audiences.Select(Validation.FieldErrors.Quote))}]";

    private void CheckTime(TokenClaims claims)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (now >= claims.Expires)
        {
            throw Invalid("service account token has expired");
        }

        if (now < claims.NotBefore)
        {
            throw Invalid("service account token is not valid yet");
        }
    }

    private async ValueTask CheckObjectAsync(string kind, string @namespace, ObjectIdentity? identity, CancellationToken cancellationToken)
    {
        if (identity is null)
        {
            return;
        }

        var found = await objects.FindAsync(kind, @namespace, identity.Name, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            throw Invalid("service account token has been invalidated");
        }

        if (found.Uid != identity.Uid)
        {
            var name = kind.ToLowerInvariant();
            throw Invalid($"{name} UID ({found.Uid}) does not match service account {name} ref claim ({identity.Uid})");
        }
    }

    private static UserInfo UserOf(TokenClaims claims)
    {
        ApiMap<ApiList<string>> extra = [];
        extra = claims.Id.Length == 0 ? extra : Add(extra, "authentication.kubernetes.io/credential-id", $"JTI={claims.Id}");
        if (claims.Pod is { } pod)
        {
            extra = Add(Add(extra, "authentication.kubernetes.io/pod-name", pod.Name), "authentication.kubernetes.io/pod-uid", pod.Uid);
        }

        if (claims.Node is { } node)
        {
            extra = Add(Add(extra, "authentication.kubernetes.io/node-name", node.Name), "authentication.kubernetes.io/node-uid", node.Uid);
        }

        return new UserInfo
        {
            Name = claims.Subject,
            Uid = claims.ServiceAccount.Uid,
            Groups = ServiceAccountUser.Groups(claims.Namespace),
            Extra = extra,
        };
    }

    private static ApiMap<ApiList<string>> Add(ApiMap<ApiList<string>> extra, string key, string value) => extra.SetItem(key, [value]);
}
