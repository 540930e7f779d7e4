using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tiphys.Conformance.Tests.Specs;

namespace Tiphys.Conformance.Tests;

/// <summary>Discovery, versions, tables, chunks, field validation and garbage collection.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class MachineryTests(ConformanceCluster cluster)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private JsonApi Api => cluster.Api;

    [Fact]
    [Spec("[sig-api-machinery] Discovery should validate PreferredVersion for each APIGroup [Conformance]")]
    [Spec("[sig-api-machinery] Discovery should locate the groupVersion and a resource within each APIGroup [Conformance]")]
    public async Task Every_group_prefers_a_version_that_it_has_and_serves_resources()
    {
        foreach (var listed in (await Api.ReadAsync("/apis"))["groups"]!.AsArray())
        {
            var group = await Api.ReadAsync($"/apis/{(string)listed!["name"]!}");
            var versions = group["versions"]!.AsArray().Select(version => (string)version!["groupVersion"]!).ToList();
            Assert.Contains((string)group["preferredVersion"]!["groupVersion"]!, versions);
            foreach (var version in versions)
            {
                var resources = await Api.ReadAsync($"/apis/{version}");
                Assert.Equal(("APIResourceList", version), ((string?)resources["kind"], (string?)resources["groupVersion"]));
                Assert.NotEmpty(resources["resources"]!.AsArray());
            }
        }
    }

    [Theory]
    [InlineData("/api", "v1", "configmaps")]
    [InlineData("/apis", "v1", "deployments")]
    [Spec("[sig-api-machinery] AggregatedDiscovery should support aggregated discovery interface [Conformance]")]
    [Spec("[sig-api-machinery] AggregatedDiscovery should support raw aggregated discovery endpoint Accept headers [Conformance]")]
    public async Task Discovery_comes_as_one_document(string path, string version, string resource)
    {
        var answer = await Api.GetAsync(path, Aggregated + ",application/json");
        var document = answer.Expect(HttpStatusCode.OK);
        Assert.Equal(("APIGroupDiscoveryList", "apidiscovery.k8s.io/v2"), ((string?)document["kind"], (string?)document["apiVersion"]));
        var resources =
            from item in document["items"]!.AsArray()
            from each in item["versions"]!.AsArray()
            where (string?)each["version"] == version
            from found in each["resources"]!.AsArray()
            select (string)found["resource"]!;
        Assert.Contains(resource, resources);
        Assert.Contains((string?)(await Api.GetAsync(path)).Expect(HttpStatusCode.OK)["kind"], new[] { "APIVersions", "APIGroupList" });
    }

    [Fact]
    [Spec("[sig-api-machinery] server version should find the server version [Conformance]")]
    public async Task The_version_is_told()
    {
        var version = await Api.ReadAsync("/version");
        Assert.Equal("1", (string?)version["major"]);
        Assert.Matches(@"^\d+\+?$", (string)version["minor"]!);
    }

    [Fact]
    [Spec("[sig-api-machinery] Servers with support for API chunking should return chunks of results for list calls [Conformance]")]
    public async Task A_list_comes_in_chunks_of_one_version()
    {
        const int Count = 50;
        var templates = await TemplatesAsync(Count);
        var (found, token, version) = (0, "", "");
        do
        {
            var page = await Api.ReadAsync($"{templates}?limit=17&continue={Uri.EscapeDataString(token)}");
            (found, token, version) = Check(page, found, Count, version);
        }
        while (token.Length > 0);

        Assert.Equal(Count, found);
        Assert.Equal(Count, (await Api.ReadAsync($"{templates}?limit={Count + 1}"))["items"]!.AsArray().Count);
    }

    [Fact]
    [Spec("[sig-api-machinery] FieldValidation should detect unknown and duplicate fields of a typed object [Conformance]")]
    public async Task Unknown_and_doubled_fields_are_refused() => await RefuseAsync(
        """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"unknownField":"foo","replicas":1,"replicas":2,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""",
        """strict decoding error: unknown field "spec.unknownField", duplicate field "spec.replicas""");

    [Fact]
    [Spec("[sig-api-machinery] FieldValidation should detect unknown metadata fields of a typed object [Conformance]")]
    public async Task Unknown_metadata_is_refused() => await RefuseAsync(
        """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","unknownMeta":"foo"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""",
        """strict decoding error: unknown field "metadata.unknownMeta""");

    [Fact]
    [Spec("[sig-api-machinery] Garbage collector should delete RS created by deployment when not orphaning [Conformance]")]
    public async Task The_replica_sets_of_a_deployment_go_with_it()
    {
        var ns = await cluster.NamespaceAsync();
        var path = $"/apis/apps/v1/namespaces/{ns}";
        var deployment = JsonNode.Parse("""{"metadata":{"name":"d"},"spec":{"replicas":2,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""")!;
        await Api.CreateAsync($"{path}/deployments", deployment);
        await UntilCountAsync($"{path}/replicasets", 1);
        (await Api.DeleteAsync($"{path}/deployments/d", JsonNode.Parse("""{"propagationPolicy":"Background"}"""))).Expect(HttpStatusCode.OK);
        await UntilCountAsync($"{path}/replicasets", 0);
        await UntilCountAsync($"/api/v1/namespaces/{ns}/pods", 0);
    }

    [Fact]
    [Spec("[sig-api-machinery] Garbage collector should not be blocked by dependency circle [Conformance]")]
    public async Task A_circle_of_owners_is_collected()
    {
        var ns = await cluster.NamespaceAsync();
        var pods = $"/api/v1/namespaces/{ns}/pods";
        List<string> uids = [];
        for (var number = 1; number <= 3; number++)
        {
            uids.Add((string)(await Api.CreateAsync(pods, Pod($"pod{number}")))["metadata"]!["uid"]!);
        }

        for (var number = 1; number <= 3; number++)
        {
            var owner = number == 1 ? 3 : number - 1;
            var patch = JsonNode.Parse($$$"""{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"pod{{{owner}}}","uid":"{{{uids[owner - 1]}}}","controller":true,"blockOwnerDeletion":true}]}}""")!;
            (await Api.PatchAsync($"{pods}/pod{number}", JsonApi.MergePatch, patch)).Expect(HttpStatusCode.OK);
        }

        (await Api.DeleteAsync($"{pods}/pod1", JsonNode.Parse("""{"propagationPolicy":"Foreground"}"""))).Expect(HttpStatusCode.OK);
        await UntilCountAsync(pods, 0);
    }

    private static JsonNode Pod(string name) => JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")!;

    private async Task UntilCountAsync(string collection, int count) =>
        await ConformanceCluster.UntilAsync($"{collection} has {count}", async () => (await Api.ReadAsync(collection))["items"]!.AsArray().Count == count);

    private async Task<string> TemplatesAsync(int count)
    {
        var collection = $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/podtemplates";
        for (var number = 0; number < count; number++)
        {
            var template = JsonNode.Parse($$$"""{"metadata":{"name":"template-{{{number:D4}}}"},"template":{"spec":{"containers":[{"name":"c","image":"i"}]} } }""")!;
            await Api.CreateAsync(collection, template);
        }

        return collection;
    }

    // Items come in their order, of one version, with the number of those that remain as long as some do.
    private static (int Found, string Token, string Version) Check(JsonNode page, int found, int count, string version)
    {
        var metadata = page["metadata"]!;
        var token = (string?)metadata["continue"] ?? "";
        Assert.Equal(version.Length == 0 ? (string?)metadata["resourceVersion"] : version, (string?)metadata["resourceVersion"]);
        foreach (var item in page["items"]!.AsArray())
        {
            Assert.Equal($"template-{found++:D4}", (string?)item!["metadata"]!["name"]);
        }

        Assert.Equal(token.Length == 0 ? null : count - found, (int?)metadata["remainingItemCount"]);
        return (found, token, (string)metadata["resourceVersion"]!);
    }

    private async Task RefuseAsync(string body, string message)
    {
        var path = $"/apis/apps/v1/namespaces/{await cluster.NamespaceAsync()}/deployments?fieldValidation=Strict";
        var refused = await Api.SendBytesAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), JsonApi.Json);
        refused.Expect(HttpStatusCode.BadRequest);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
