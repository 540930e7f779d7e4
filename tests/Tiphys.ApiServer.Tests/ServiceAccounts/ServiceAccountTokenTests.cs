using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.ServiceAccounts;

namespace Tiphys.ApiServer.Tests.ServiceAccounts;

public sealed class ServiceAccountTokenTests : IDisposable
{
    private const string Issuer = "https://kubernetes.default.svc.cluster.local";
    private readonly ServiceAccountKey _key = ServiceAccountKey.Create();
    private readonly FakeObjects _objects = new();
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task Token_proves_the_account_with_groups_and_pod()
    {
        var answer = await IssueAsync(new TokenRequestSpec { BoundObjectRef = new BoundObjectReference { APIVersion = "v1", Kind = "Pod", Name = "p" } });
        Assert.Equal(3600, answer.Spec.ExpirationSeconds);
        var verified = await VerifyAsync(answer.Status.Token);
        Assert.Equal("system:serviceaccount:claims:robot", verified.User.Name);
        Assert.Equal("robot-uid", verified.User.Uid);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:claims"], verified.User.Groups);
        Assert.Equal(["p"], verified.User.Extra["authentication.kubernetes.io/pod-name"]);
        Assert.Equal(["node-uid"], verified.User.Extra["authentication.kubernetes.io/node-uid"]);
    }

    [Fact]
    public async Task Kubelets_request_is_extended_by_a_year_and_warns_after_the_hour()
    {
        var answer = await IssueAsync(new TokenRequestSpec
        {
            ExpirationSeconds = 3607, BoundObjectRef = new BoundObjectReference { APIVersion = "v1", Kind = "Pod", Name = "p" },
        });
        var claims = (await VerifyAsync(answer.Status.Token)).Claims;
        Assert.Equal(claims.IssuedAt + 31536000, claims.Expires);
        Assert.Equal(claims.IssuedAt + 3607, claims.WarnAfter);
        Assert.Equal(claims.IssuedAt + 3607, answer.Status.ExpirationTimestamp.UnixSeconds);
    }

    [Fact]
    public async Task Expired_token_is_refused()
    {
        var answer = await IssueAsync(new TokenRequestSpec { ExpirationSeconds = 600 });
        _clock.Now += TimeSpan.FromSeconds(599);
        await VerifyAsync(answer.Status.Token);
        _clock.Now += TimeSpan.FromSeconds(1);
        await RefusedAsync(answer.Status.Token, Issuer);
    }

    [Fact]
    public async Task Tampered_token_and_token_of_another_key_are_refused()
    {
        var parts = (await IssueAsync(new TokenRequestSpec())).Status.Token.Split('.');
        var body = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("robot", "admin", StringComparison.Ordinal);
        await RefusedAsync($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(body))}.{parts[2]}", Issuer);
        var none = Base64Url.EncodeToString("{\"alg\":\"none\"}"u8);
        await RefusedAsync($"{none}.{parts[1]}.", Issuer);
        await RefusedAsync("rubbish", Issuer);
        using var strange = ServiceAccountKey.Create();
        var forged = await new TokenIssuer(Issuer, strange, _objects, _clock).IssueAsync("claims", "robot", new TokenRequest(), CancellationToken.None);
        await RefusedAsync(forged.Status.Token, Issuer);
    }

    [Fact]
    public async Task Token_for_another_audience_is_refused_and_for_its_own_reviewed()
    {
        var token = (await IssueAsync(new TokenRequestSpec { Audiences = ["vault", "harbour"] })).Status.Token;
        await RefusedAsync(token, Issuer);
        var reviews = new TokenReviews(Verifier(), [Issuer]);
        var good = await reviews.ReviewAsync(new TokenReview { Spec = new TokenReviewSpec { Token = token, Audiences = ["vault"] } }, CancellationToken.None);
        Assert.True(good.Status.Authenticated);
        Assert.Equal(["vault"], good.Status.Audiences);
        Assert.Contains("system:authenticated", good.Status.User.Groups);
        var bad = await reviews.ReviewAsync(new TokenReview { Spec = new TokenReviewSpec { Token = token } }, CancellationToken.None);
        Assert.False(bad.Status.Authenticated);
        Assert.NotEmpty(bad.Status.Error);
    }

    [Theory]
    [InlineData("Pod", "p")]
    [InlineData("Secret", "s")]
    [InlineData("Node", "n")]
    public async Task Token_ends_with_the_object_it_is_bound_to(string kind, string name)
    {
        var token = (await IssueAsync(new TokenRequestSpec { BoundObjectRef = new BoundObjectReference { APIVersion = "v1", Kind = kind, Name = name } })).Status.Token;
        await VerifyAsync(token);
        _objects.All[(kind, name)] = new TokenObject("another", "", "robot");
        await RefusedAsync(token, Issuer);
        _objects.All.Remove((kind, name));
        await RefusedAsync(token, Issuer);
    }

    [Fact]
    public async Task Request_for_a_missing_account_or_another_pod_fails()
    {
        var issuer = new TokenIssuer(Issuer, _key, _objects, _clock);
        var missing = await Assert.ThrowsAsync<ApiException>(async () => await issuer.IssueAsync("claims", "nobody", new TokenRequest(), CancellationToken.None));
        Assert.Equal("serviceaccounts \"nobody\" not found", missing.Status.Message);
        var spec = new TokenRequestSpec { BoundObjectRef = new BoundObjectReference { APIVersion = "v1", Kind = "Pod", Name = "p", UID = "other" } };
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiException>(async () => await IssueAsync(spec))).Code);
    }

    [Fact]
    public async Task Bearer_token_proves_the_account_and_a_bad_one_is_unauthorized()
    {
        var authenticator = new ServiceAccountTokenAuthenticator(Verifier(), [Issuer]);
        var http = new DefaultHttpContext();
        Assert.Null(await authenticator.AuthenticateAsync(http, CancellationToken.None));
        http.Request.Headers.Authorization = "Bearer " + (await IssueAsync(new TokenRequestSpec())).Status.Token;
        Assert.Equal("system:serviceaccount:claims:robot", (await authenticator.AuthenticateAsync(http, CancellationToken.None))!.Name);
        http.Request.Headers.Authorization = "Bearer rubbish";
        var failure = await Assert.ThrowsAsync<ApiException>(async () => await authenticator.AuthenticateAsync(http, CancellationToken.None));
        Assert.Equal("Unauthorized", failure.Status.Message);
    }

    public void Dispose() => _key.Dispose();

    private TokenVerifier Verifier() => new(Issuer, [_key], _objects, _clock);

    private ValueTask<TokenRequest> IssueAsync(TokenRequestSpec spec) =>
        new TokenIssuer(Issuer, _key, _objects, _clock).IssueAsync("claims", "robot", new TokenRequest { Spec = spec }, CancellationToken.None);

    private ValueTask<VerifiedToken> VerifyAsync(string token) => Verifier().VerifyAsync(token, [Issuer], CancellationToken.None);

    private async Task RefusedAsync(string token, string audience)
    {
        var failure = await Assert.ThrowsAsync<ApiException>(async () => await Verifier().VerifyAsync(token, [audience], CancellationToken.None));
        Assert.Equal(401, failure.Code);
    }

    private sealed class FakeClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class FakeObjects : ITokenObjects
    {
        public Dictionary<(string Kind, string Name), TokenObject> All { get; } = new()
        {
            [("ServiceAccount", "robot")] = new("robot-uid"),
            [("Pod", "p")] = new("pod-uid", "n", "robot"),
            [("Node", "n")] = new("node-uid"),
            [("Secret", "s")] = new("secret-uid"),
        };

        public ValueTask<TokenObject?> FindAsync(string kind, string @namespace, string name, CancellationToken cancellationToken) =>
            ValueTask.FromResult(All.GetValueOrDefault((kind, name)));
    }
}
