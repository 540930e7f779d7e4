using System.Net.Http.Headers;
using Tiphys.Client.Configuration;

namespace Tiphys.Client.Http;

/// <summary>Puts the bearer token on requests; one from a file is read again after a minute, because tokens are rotated.</summary>
internal sealed class BearerTokenHandler(ClientConfig config, TimeProvider clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private volatile CachedToken? _cached;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    private async ValueTask<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (config.TokenFile is null)
        {
            return config.Token!;
        }

        if (_cached is { } cached && clock.GetElapsedTime(cached.ReadAt) < Lifetime)
        {
            return cached.Token;
        }

        var token = (await File.ReadAllTextAsync(config.TokenFile, cancellationToken)).Trim();
        _cached = new CachedToken(token, clock.GetTimestamp());
        return token;
    }

    private sealed record CachedToken(string Token, long ReadAt);
}
