using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;

namespace Tiphys.Kubelet.References;

/// <summary>
/// Tokens of pods' service accounts. One is renewed when 80 % of its life, or 24 hours, are over (with some seconds of jitter, so that pods
/// which were made together do not renew together); while that fails, the old one is given until it expires.
/// </summary>
internal sealed partial class ServiceAccountTokens(IKubernetesClient client, TimeProvider clock, Random random, ILogger logger)
{
    private static readonly TimeSpan LongestUse = TimeSpan.FromHours(24);
    private const int MaxJitterSeconds = 10;

    private readonly ConcurrentDictionary<TokenKey, Token> _tokens = new();

    public async Task<string> GetAsync(Pod pod, string audience, long? expirationSeconds, CancellationToken cancellationToken)
    {
        var key = new TokenKey(pod.Metadata.UID, pod.Spec.ServiceAccountName, audience, expirationSeconds);
        _tokens.TryGetValue(key, out var known);
        if (known is not null && clock.GetUtcNow() < known.RenewAt)
        {
            return known.Value;
        }

        try
        {
            var token = await RequestAsync(pod, key, cancellationToken);
            _tokens[key] = token;
            return token.Value;
        }
        catch (Exception error) when (error is ApiException or HttpRequestException or IOException or TimeoutException)
        {
            if (known is null)
            {
                throw new ReferenceException($"failed to fetch token: {error.Message}", error);
            }

            if (clock.GetUtcNow() > known.ExpiresAt)
            {
                throw new ReferenceException($"token of {pod.Metadata.Namespace}/{pod.Spec.ServiceAccountName} expired and refresh failed: {error.Message}", error);
            }

            Log.NotRenewed(logger, error, pod.Metadata.Namespace, pod.Metadata.Name);
            return known.Value;
        }
    }

    public void Forget(string podUid)
    {
        foreach (var key in _tokens.Keys.Where(key => key.PodUid == podUid))
        {
            _tokens.TryRemove(key, out _);
        }
    }

    private async Task<Token> RequestAsync(Pod pod, TokenKey key, CancellationToken cancellationToken)
    {
        var request = TokenRequest.Empty with
        {
            Spec = TokenRequestSpec.Empty with
            {
                Audiences = key.Audience.Length == 0 ? default : [key.Audience],
                ExpirationSeconds = key.ExpirationSeconds ?? 3600,
                BoundObjectRef = BoundObjectReference.Empty with { APIVersion = "v1", Kind = "Pod", Name = pod.Metadata.Name, UID = pod.Metadata.UID },
            },
        };
        var answer = await client.CreateSubresourceAsync<ServiceAccount, TokenRequest>(
            pod.Metadata.Namespace, key.ServiceAccount, "token", request, cancellationToken);
        return Judge(answer);
    }

    private Token Judge(TokenRequest answer)
    {
        var expires = answer.Status.ExpirationTimestamp.Moment;
        var life = TimeSpan.FromSeconds(answer.Spec.ExpirationSeconds ?? 3600);
        var jitter = TimeSpan.FromSeconds(random.Next(MaxJitterSeconds));
        var late = expires - (life / 5) - jitter;
        var old = expires - life + LongestUse - jitter;
        return new Token(answer.Status.Token, expires, late < old ? late : old);
    }

    private sealed record TokenKey(string PodUid, string ServiceAccount, string Audience, long? ExpirationSeconds);

    private sealed record Token(string Value, DateTimeOffset ExpiresAt, DateTimeOffset RenewAt);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "the service account token of pod {Namespace}/{Name} could not be renewed")]
        public static partial void NotRenewed(ILogger logger, Exception error, string @namespace, string name);
    }
}
