using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>Answers token requests of service accounts.</summary>
public sealed class TokenIssuer(string issuer, ServiceAccountKey key, ITokenObjects objects, TimeProvider clock)
{
    /// <summary>What a token lives when the request does not say, and what a kubelet's request is known by (with 7 seconds more).</summary>
    public const long DefaultSeconds = 3600;

    private const long MinSeconds = 600;
    private const long MaxSeconds = 1L << 32;
    private static readonly GroupVersionKind Kind = new("authentication.k8s.io", "v1", "TokenRequest");

    // A kubelet asks for an hour and seven seconds; such tokens live a year, so that programs that never read them again go on.
    private const long ExtendableSeconds = 3607;
    private const long ExtendedSeconds = 31_536_000;

    /// <summary>Makes a token for a service account.</summary>
    /// <exception cref="ApiException">404: there is no such account, pod, secret or node; 409: it is another than the one meant.</exception>
    public async ValueTask<TokenRequest> IssueAsync(string @namespace, string name, TokenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckIdentity(@namespace, name, request.Metadata);
        var account = await FindAsync("ServiceAccount", @namespace, name, "", cancellationToken).ConfigureAwait(false);
        if (request.Metadata.UID.Length > 0 && request.Metadata.UID != account.Uid)
        {
            throw StatusErrors.Conflict(
                Kind.Group, Kind.Kind, name, $"the UID in the token request ({request.Metadata.UID}) does not match the UID of the service account ({account.Uid})");
        }

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var asked = request.Spec.ExpirationSeconds ?? DefaultSeconds;
        CheckExpiration(asked);
        var audiences = request.Spec.Audiences.IsEmpty ? [issuer] : request.Spec.Audiences;
        var extended = asked == ExtendableSeconds && request.Spec.BoundObjectRef is { Kind: "Pod" } && audiences.Contains(issuer);
        var claims = new TokenClaims
        {
            Issuer = issuer,
            Audiences = audiences,
            Id = Guid.NewGuid().ToString(),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + (extended ? ExtendedSeconds : asked),
            WarnAfter = extended ? now + asked : 0,
            Namespace = @namespace,
            ServiceAccount = new ObjectIdentity(name, account.Uid),
        };
        claims = await BindAsync(claims, request.Spec.BoundObjectRef, cancellationToken).ConfigureAwait(false);
        return request with
        {
            Metadata = request.Metadata with { Name = name, Namespace = @namespace, UID = account.Uid, CreationTimestamp = Api.Time.FromUnixSeconds(now) },
            Spec = request.Spec with { Audiences = audiences, ExpirationSeconds = asked },
            Status = new TokenRequestStatus
            {
                Token = Jwt.Write(claims, key),
                ExpirationTimestamp = Api.Time.FromUnixSeconds(now + asked),
            },
        };
    }

    private static void CheckIdentity(string @namespace, string name, ObjectMeta metadata)
    {
        if (metadata.Namespace.Length > 0 && metadata.Namespace != @namespace)
        {
            throw StatusErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        if (metadata.Name.Length > 0 && metadata.Name != name)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Root("metadata").Child("name"), metadata.Name, "must match the service account name if specified");
            throw errors.ToException(Kind, name);
        }
    }

    private static void CheckExpiration(long seconds)
    {
        var errors = new FieldErrors();
        var path = FieldPath.Root("spec").Child("expirationSeconds");
        if (seconds < MinSeconds)
        {
            errors.Invalid(path, seconds, "may not specify a duration less than 10 minutes");
        }

        if (seconds > MaxSeconds)
        {
            errors.Invalid(path, seconds, "may not specify a duration larger than 2^32 seconds");
        }

        if (!errors.IsEmpty)
        {
            throw errors.ToException(Kind, "");
        }
    }

    private async ValueTask<TokenClaims> BindAsync(TokenClaims claims, BoundObjectReference? bound, CancellationToken cancellationToken)
    {
        if (bound is null)
        {
            return claims;
        }

        if (bound.APIVersion.Contains('/') || bound.Kind is not ("Pod" or "Secret" or "Node"))
        {
            var version = bound.APIVersion.Contains('/') ? bound.APIVersion : "/" + bound.APIVersion;
            throw StatusErrors.BadRequest($"cannot bind token to object of type {version}, Kind={bound.Kind}");
        }

        var home = bound.Kind == "Node" ? "" : claims.Namespace;
        var found = await FindAsync(bound.Kind, home, bound.Name, bound.UID, cancellationToken).ConfigureAwait(false);
        if (bound.Kind == "Pod" && found.ServiceAccountName != claims.ServiceAccount.Name)
        {
            throw StatusErrors.BadRequest($"cannot bind token for serviceaccount \"{claims.ServiceAccount.Name}\" to pod running with different serviceaccount name.");
        }

        var identity = new ObjectIdentity(bound.Name, found.Uid);
        return bound.Kind switch
        {
            "Secret" => claims with { Secret = identity },
            "Node" => claims with { Node = identity },
            _ => claims with { Pod = identity, Node = await NodeOfAsync(found, cancellationToken).ConfigureAwait(false) },
        };
    }

    private async ValueTask<ObjectIdentity?> NodeOfAsync(TokenObject pod, CancellationToken cancellationToken)
    {
        if (pod.NodeName.Length == 0)
        {
            return null;
        }

        var node = await objects.FindAsync("Node", "", pod.NodeName, cancellationToken).ConfigureAwait(false);
        return new ObjectIdentity(pod.NodeName, node?.Uid ?? "");
    }

    private async ValueTask<TokenObject> FindAsync(string kind, string @namespace, string name, string uid, CancellationToken cancellationToken)
    {
        var resource = kind.ToLowerInvariant() + "s";
        var found = await objects.FindAsync(kind, @namespace, name, cancellationToken).ConfigureAwait(false)
            ?? throw StatusErrors.NotFound("", resource, name);
        return uid.Length == 0 || uid == found.Uid
            ? found
            : throw StatusErrors.Conflict(
                "", kind, name, $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated");
    }
}
