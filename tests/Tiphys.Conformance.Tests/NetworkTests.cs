using System.Net;
using System.Text.Json.Nodes;
using Tiphys.Conformance.Tests.Specs;

namespace Tiphys.Conformance.Tests;

/// <summary>Services and their endpoints as far as they are objects.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class NetworkTests(ConformanceCluster cluster)
{
    private JsonApi Api => cluster.Api;

    [Fact]
    [Spec("[sig-network] API Server should provide secure master service [Conformance]")]
    public async Task The_API_server_has_a_service()
    {
        var service = await Api.ReadAsync("/api/v1/namespaces/default/services/kubernetes");
        Assert.Equal(("https", 443), ((string?)service["spec"]!["ports"]![0]!["name"], (int?)service["spec"]!["ports"]![0]!["port"]));
    }

    [Fact]
    [Spec("[sig-network] EndpointSlice should create and delete EndpointSlices for a Service with a selector that matches no pods [Conformance]")]
    [Spec("[sig-network] EndpointsController should create and delete Endpoints for a Service with a selector that matches no pods [Conformance]")]
    public async Task A_service_without_pods_has_empty_endpoints_while_it_lives()
    {
        var ns = await cluster.NamespaceAsync();
        var slices = $"/apis/discovery.k8s.io/v1/namespaces/{ns}/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dempty";
        await CreateServiceAsync(ns, "empty", """{"selector":{"none":"none"},"ports":[{"name":"example","port":80,"protocol":"TCP"}]}""");
        await ConformanceCluster.UntilAsync("there is a slice", async () => (await Api.ReadAsync(slices))["items"]!.AsArray().Count == 1);
        var slice = (await Api.ReadAsync(slices))["items"]![0]!;
        Assert.Equal("endpointslice-controller.k8s.io", (string?)slice["metadata"]!["labels"]!["endpointslice.kubernetes.io/managed-by"]);
        Assert.Empty(slice["endpoints"]?.AsArray() ?? []);
        await ConformanceCluster.UntilAsync("there are endpoints", async () => (await Api.GetAsync($"/api/v1/namespaces/{ns}/endpoints/empty")).Code == HttpStatusCode.OK);
        Assert.Empty((await Api.ReadAsync($"/api/v1/namespaces/{ns}/endpoints/empty"))["subsets"]?.AsArray() ?? []);

        (await Api.DeleteAsync($"/api/v1/namespaces/{ns}/services/empty")).Expect(HttpStatusCode.OK);
        await ConformanceCluster.UntilAsync("the slice has gone", async () => (await Api.ReadAsync(slices))["items"]!.AsArray().Count == 0);
        await ConformanceCluster.UntilAsync("the endpoints have gone", async () => (await Api.GetAsync($"/api/v1/namespaces/{ns}/endpoints/empty")).Code == HttpStatusCode.NotFound);
    }

    [Fact]
    [Spec("[sig-network] Services should complete a service status lifecycle [Conformance]")]
    public async Task The_status_of_a_service_is_patched_and_updated()
    {
        var ns = await cluster.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/services/s";
        using var watch = await Api.WatchAsync($"/api/v1/namespaces/{ns}/services?watch=true");
        await CreateServiceAsync(ns, "s", """{"type":"LoadBalancer","ports":[{"port":80}]}""");
        await watch.NextAsync("ADDED");
        var balancer = JsonNode.Parse("""{"metadata":{"annotations":{"patchedstatus":"true"}},"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.1"}]}}}""")!;
        (await Api.PatchAsync($"{path}/status", JsonApi.MergePatch, balancer)).Expect(HttpStatusCode.OK);
        Assert.Equal("true", (string?)(await watch.NextAsync("MODIFIED"))["metadata"]!["annotations"]!["patchedstatus"]);
        var read = await Api.ReadAsync($"{path}/status");
        Assert.Equal("203.0.113.1", (string?)read["status"]!["loadBalancer"]!["ingress"]![0]!["ip"]);
        read["status"]!["conditions"] = JsonNode.Parse("""[{"type":"StatusUpdate","status":"True","reason":"E2E","message":"Set from e2e test","lastTransitionTime":"2026-01-01T00:00:00Z"}]""");
        (await Api.PutAsync($"{path}/status", read)).Expect(HttpStatusCode.OK);
        Assert.Equal("StatusUpdate", (string?)(await watch.NextAsync("MODIFIED"))["status"]!["conditions"]![0]!["type"]);
        (await Api.PatchAsync(path, JsonApi.MergePatch, JsonNode.Parse("""{"metadata":{"labels":{"patched":"yes"}}}""")!)).Expect(HttpStatusCode.OK);
        await watch.NextAsync("MODIFIED");
        (await Api.DeleteAsync(path)).Expect(HttpStatusCode.OK);
        await watch.NextAsync("DELETED");
    }

    [Fact]
    [Spec("[sig-network] Services should delete a collection of services [Conformance]")]
    [Spec("[sig-network] Services should find a service from listing all namespaces [Conformance]")]
    public async Task Services_are_found_everywhere_and_deleted_together()
    {
        var ns = await cluster.NamespaceAsync();
        var services = $"/api/v1/namespaces/{ns}/services";
        foreach (var name in new[] { "a", "b", "c" })
        {
            await CreateServiceAsync(ns, name, """{"ports":[{"port":80}]}""");
        }

        var everywhere = (await Api.ReadAsync("/api/v1/services"))["items"]!.AsArray().Select(item => $"{(string)item!["metadata"]!["namespace"]!}/{(string)item["metadata"]!["name"]!}");
        Assert.Contains($"{ns}/a", everywhere);
        (await Api.PatchAsync($"{services}/a", JsonApi.MergePatch, JsonNode.Parse("""{"metadata":{"labels":{"keep":"no"}}}""")!)).Expect(HttpStatusCode.OK);
        (await Api.DeleteAsync($"{services}?labelSelector=keep%3Dno")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await Api.ReadAsync(services))["items"]!.AsArray().Count);
    }

    private async Task CreateServiceAsync(string ns, string name, string spec) =>
        await Api.CreateAsync($"/api/v1/namespaces/{ns}/services", JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}"},"spec":{{{spec}}} }""")!);
}
