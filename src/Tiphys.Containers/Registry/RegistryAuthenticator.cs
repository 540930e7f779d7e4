using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tiphys.Containers.Registry;

/// <summary>The answer of a token server (distribution/docs, "Token Authentication Specification").</summary>
internal sealed record TokenResponse
{
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public int? ExpiresIn { get; init; }
}

[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class TokenJsonContext : JsonSerializerContext;

/// <summary>
/// Answers a registry's challenges and remembers what worked: one authorization for each server, scope and credentials.
/// </summary>
internal sealed class RegistryAuthenticator(TimeProvider time)
{
    // The specification's default for a token server that does not say.
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Key, Authorization> _known = new();

    /// <summary>What to send with a request at once, or null when nothing is known yet.</summary>
    public AuthenticationHeaderValue? Find(Uri server, string scope, RegistryCredentials? credentials)
    {
        if (credentials?.RegistryToken is { Length: > 0 } token)
        {
            return new AuthenticationHeaderValue("Bearer", token);
        }

        return _known.TryGetValue(KeyOf(server, scope, credentials), out var known) && known.Until > time.GetUtcNow() ? known.Header : null;
    }

    /// <summary>Answers a challenge.</summary>
    /// <returns>What to send, or null when these credentials have no answer to it.</returns>
    /// <exception cref="ImageException"><see cref="ImageErrorReason.Unauthorized"/>: the token server refuses.</exception>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        HttpClient client, Uri server, string scope, RegistryCredentials? credentials,
        IReadOnlyList<AuthenticationChallenge> challenges, CancellationToken cancellationToken)
    {
        Authorization? answer = null;
        if (Find(challenges, "Bearer") is { } bearer && bearer["realm"] is { } realm)
        {
            answer = await RequestTokenAsync(client, server, realm, bearer["service"], bearer["scope"] ?? scope, credentials, cancellationToken);
        }
        else if (Find(challenges, "Basic") is not null && BasicHeader(credentials) is { } basic)
        {
            answer = new Authorization(basic, DateTimeOffset.MaxValue);
        }

        if (answer is not null)
        {
            _known[KeyOf(server, scope, credentials)] = answer;
        }

        return answer?.Header;
    }

    private static AuthenticationChallenge? Find(IReadOnlyList<AuthenticationChallenge> challenges, string scheme) =>
        challenges.FirstOrDefault(c => c.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase));

    private async Task<Authorization> RequestTokenAsync(
        HttpClient client, Uri server, string realm, string? service, string scope, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || (server.Scheme == "https" && address.Scheme == "http"))
        {
            throw new ImageException(ImageErrorReason.UnexpectedResponse, $"{server.Authority} names \"{realm}\" as its token server");
        }

        using var request = credentials?.IdentityToken is { Length: > 0 } identity
            ? RefreshRequest(address, service, scope, identity)
            : TokenRequest(address, service, scope, credentials);
        using var response = await client.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw RegistryErrors.From(response.StatusCode, body, $"token server {address.Authority}");
        }

        var token = ParseToken(body, address);
        var lifetime = token.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultLifetime;
        return new Authorization(
            new AuthenticationHeaderValue("Bearer", token.Token ?? token.AccessToken), time.GetUtcNow() + lifetime - Margin);
    }

    private static HttpRequestMessage TokenRequest(Uri realm, string? service, string scope, RegistryCredentials? credentials)
    {
        var query = new StringBuilder(realm.Query.Length > 0 ? realm.Query + "&" : "?");
        query.Append("scope=").Append(string.Join("&scope=", scope.Split(' ').Select(Uri.EscapeDataString)));
        if (service is not null)
        {
            query.Append("&service=").Append(Uri.EscapeDataString(service));
        }

        var basic = BasicHeader(credentials);
        if (basic is not null)
        {
            query.Append("&account=").Append(Uri.EscapeDataString(credentials!.Username!));
        }

        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(realm.GetLeftPart(UriPartial.Path) + query));
        request.Headers.Authorization = basic;
        return request;
    }

    private static HttpRequestMessage RefreshRequest(Uri realm, string? service, string scope, string identityToken) =>
        new(HttpMethod.Post, realm)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = identityToken,
                ["service"] = service ?? "",
                ["scope"] = scope,
                ["client_id"] = "tiphys",
            }),
        };

    private static TokenResponse ParseToken(byte[] body, Uri address)
    {
        try
        {
            var response = JsonSerializer.Deserialize(body, TokenJsonContext.Default.TokenResponse);
            if ((response?.Token ?? response?.AccessToken) is { Length: > 0 })
            {
                return response!;
            }
        }
        catch (JsonException e)
        {
            throw new ImageException(ImageErrorReason.UnexpectedResponse, $"token server {address.Authority} answered no JSON", e);
        }

        throw new ImageException(ImageErrorReason.UnexpectedResponse, $"token server {address.Authority} gave no token");
    }

    private static AuthenticationHeaderValue? BasicHeader(RegistryCredentials? credentials) =>
        credentials?.Username is { Length: > 0 } user
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{credentials.Password}")))
            : null;

    private static Key KeyOf(Uri server, string scope, RegistryCredentials? credentials) => new(server.Authority, scope, credentials);

    private readonly record struct Key(string Server, string Scope, RegistryCredentials? Credentials);

    private sealed record Authorization(AuthenticationHeaderValue Header, DateTimeOffset Until);
}
