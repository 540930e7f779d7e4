using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Tiphys.Conformance.Tests.Specs;

namespace Tiphys.Conformance.Tests;

/// <summary>Service accounts, their tokens, reviews and certificate requests.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class AuthTests(ConformanceCluster cluster)
{
    private const string Reviews = "/apis/authorization.k8s.io/v1";
    private const string Requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

    private JsonApi Api => cluster.Api;

    [Fact]
    [Spec("[sig-auth] ServiceAccounts should create a serviceAccountToken and ensure a successful TokenReview [Conformance]")]
    public async Task A_token_is_issued_and_known()
    {
        var ns = await cluster.NamespaceAsync();
        var issued = await Api.CreateAsync($"/api/v1/namespaces/{ns}/serviceaccounts/default/token", JsonNode.Parse("""{"spec":{"expirationSeconds":600}}""")!);
        var review = new JsonObject { ["spec"] = new JsonObject { ["token"] = (string)issued["status"]!["token"]! } };
        var status = (await Api.CreateAsync("/apis/authentication.k8s.io/v1/tokenreviews", review))["status"]!;
        Assert.True((bool?)status["authenticated"]);
        Assert.Equal($"system:serviceaccount:{ns}:default", (string?)status["user"]!["username"]);
        Assert.Contains($"system:serviceaccounts:{ns}", status["user"]!["groups"]!.AsArray().Select(group => (string)group!));
    }

    [Fact]
    [Spec("[sig-auth] ServiceAccounts should guarantee kube-root-ca.crt exist in any namespace [Conformance]")]
    public async Task The_authority_comes_back_into_its_namespace()
    {
        var path = $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/configmaps/kube-root-ca.crt";
        await ConformanceCluster.UntilAsync("the authority is there", async () => (await Api.GetAsync(path)).Code == HttpStatusCode.OK);
        var first = await Api.ReadAsync(path);
        (await Api.DeleteAsync(path)).Expect(HttpStatusCode.OK);
        await ConformanceCluster.UntilAsync("it is there again", async () => (await Api.GetAsync(path)).Code == HttpStatusCode.OK);
        (await Api.PatchAsync(path, JsonApi.MergePatch, JsonNode.Parse("""{"data":{"ca.crt":""}}""")!)).Expect(HttpStatusCode.OK);
        await ConformanceCluster.UntilAsync("it is as before", async () => (string?)(await Api.ReadAsync(path))["data"]!["ca.crt"] == (string?)first["data"]!["ca.crt"]);
    }

    [Fact]
    [Spec("[sig-auth] ServiceAccounts should run through the lifecycle of a ServiceAccount [Conformance]")]
    [Spec("[sig-auth] ServiceAccounts should update a ServiceAccount [Conformance]")]
    public async Task A_service_account_is_watched_patched_updated_and_deleted()
    {
        var accounts = $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/serviceaccounts";
        using var watch = await Api.WatchAsync($"{accounts}?watch=true&labelSelector=life%3Dyes");
        await Api.CreateAsync(accounts, JsonNode.Parse("""{"metadata":{"name":"a","labels":{"life":"yes"}}}""")!);
        await watch.NextAsync("ADDED");
        (await Api.PatchAsync($"{accounts}/a", JsonApi.StrategicMergePatch, JsonNode.Parse("""{"automountServiceAccountToken":false}""")!)).Expect(HttpStatusCode.OK);
        var patched = await watch.NextAsync("MODIFIED");
        Assert.False((bool?)patched["automountServiceAccountToken"]);
        patched["automountServiceAccountToken"] = true;
        (await Api.PutAsync($"{accounts}/a", patched)).Expect(HttpStatusCode.OK);
        Assert.True((bool?)(await watch.NextAsync("MODIFIED"))["automountServiceAccountToken"]);
        Assert.NotEmpty((await Api.ReadAsync("/api/v1/serviceaccounts?labelSelector=life%3Dyes"))["items"]!.AsArray());
        (await Api.DeleteAsync($"{accounts}?labelSelector=life%3Dyes")).Expect(HttpStatusCode.OK);
        await watch.NextAsync("DELETED");
    }

    [Fact]
    [Spec("[sig-auth] SubjectReview should support SubjectReview API operations [Conformance]")]
    public async Task Reviews_answer_as_the_user_would_be()
    {
        var ns = await cluster.NamespaceAsync();
        var user = $"system:serviceaccount:{ns}:default";
        var attributes = new JsonObject { ["verb"] = "list", ["resource"] = "configmaps", ["version"] = "v1", ["namespace"] = ns };
        var review = new JsonObject { ["spec"] = new JsonObject { ["resourceAttributes"] = attributes, ["user"] = user } };
        var allowed = (bool)(await Api.CreateAsync($"{Reviews}/subjectaccessreviews", review))["status"]!["allowed"]!;
        var local = (bool)(await Api.CreateAsync($"{Reviews}/namespaces/{ns}/localsubjectaccessreviews", review.DeepClone()))["status"]!["allowed"]!;
        var answer = await Api.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{ns}/configmaps", null, user: user);
        Assert.Equal((allowed, local), (answer.Code == HttpStatusCode.OK, answer.Code == HttpStatusCode.OK));
        Assert.False(allowed);
    }

    [Fact]
    [Spec("[sig-auth] Certificates API [Privileged:ClusterAdmin] should support CSR API operations [Conformance]")]
    public async Task A_certificate_request_is_approved_and_issued()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = new CertificateRequest("CN=e2e-example.com", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["generateName"] = "e2e-csr-", ["labels"] = new JsonObject { ["csr"] = "spec" } },
            ["spec"] = new JsonObject
            {
                ["request"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(pem)),
                ["signerName"] = "example.com/e2e",
                ["expirationSeconds"] = 3600,
                ["usages"] = new JsonArray("digital signature", "key encipherment", "server auth"),
            },
        };
        var created = await Api.CreateAsync(Requests, body);
        var path = $"{Requests}/{(string)created["metadata"]!["name"]!}";
        using var watch = await Api.WatchAsync($"{Requests}?watch=true&labelSelector=csr%3Dspec&resourceVersion={(string)created["metadata"]!["resourceVersion"]!}");
        var approved = JsonNode.Parse("""{"status":{"conditions":[{"type":"Approved","status":"True","reason":"E2E","message":"Set from an e2e test"}]}}""")!;
        (await Api.PatchAsync($"{path}/approval", JsonApi.MergePatch, approved)).Expect(HttpStatusCode.OK);
        Assert.Equal("Approved", (string?)(await watch.NextAsync("MODIFIED"))["status"]!["conditions"]![0]!["type"]);
        var issued = new JsonObject { ["status"] = new JsonObject { ["certificate"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(Certificate(key))) } };
        (await Api.PatchAsync($"{path}/status", JsonApi.MergePatch, issued)).Expect(HttpStatusCode.OK);
        Assert.NotNull((await watch.NextAsync("MODIFIED"))["status"]!["certificate"]);
        Assert.NotNull((await Api.ReadAsync($"{path}/approval"))["status"]!["certificate"]);
        Assert.Single((await Api.ReadAsync($"{Requests}?labelSelector=csr%3Dspec"))["items"]!.AsArray());
        (await Api.DeleteAsync($"{Requests}?labelSelector=csr%3Dspec")).Expect(HttpStatusCode.OK);
        await watch.NextAsync("DELETED");
    }

    private static string Certificate(ECDsa key)
    {
        using var made = new CertificateRequest("CN=e2e-example.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        return made.ExportCertificatePem();
    }
}
