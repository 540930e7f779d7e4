using System.Net;
using System.Text.Json.Nodes;
using Tiphys.Conformance.Tests.Specs;

namespace Tiphys.Conformance.Tests;

/// <summary>Config maps, secrets, pods, runtime classes and nodes as far as they are objects.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class NodeTests(ConformanceCluster cluster)
{
    private JsonApi Api => cluster.Api;

    [Theory]
    [InlineData("configmaps", """{"data":{"":"v"}}""")]
    [InlineData("secrets", """{"data":{"":"dmFsdWU="}}""")]
    [Spec("[sig-node] ConfigMap should fail to create ConfigMap with empty key [Conformance]")]
    [Spec("[sig-node] Secrets should fail to create secret due to empty secret key [Conformance]")]
    public async Task An_empty_key_is_refused(string plural, string body)
    {
        var collection = $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/{plural}";
        (await Api.PostAsync(collection, Named(body, "a"))).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    [Spec("[sig-node] ConfigMap should update ConfigMap successfully [NodeConformance] [Conformance]")]
    public async Task A_config_map_is_updated()
    {
        var maps = $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/configmaps";
        var map = await Api.CreateAsync(maps, Named("""{"data":{"data":"value"}}""", "a"));
        map["data"] = new JsonObject { ["data"] = "value", ["data-1"] = "value-1" };
        (await Api.PutAsync($"{maps}/a", map)).Expect(HttpStatusCode.OK);
        Assert.Equal("value-1", (string?)(await Api.ReadAsync($"{maps}/a"))["data"]!["data-1"]);
    }

    [Fact]
    [Spec("[sig-node] Secrets should patch a secret [Conformance]")]
    public async Task A_secret_is_patched_found_and_deleted()
    {
        var ns = await cluster.NamespaceAsync();
        var secrets = $"/api/v1/namespaces/{ns}/secrets";
        await Api.CreateAsync(secrets, Named("""{"data":{"key":"dmFsdWU="}}""", "a"));
        var patch = JsonNode.Parse($$$"""{"metadata":{"labels":{"patched":"{{{ns}}}"}},"data":{"key":"dmFsdWUx"}}""")!;
        (await Api.PatchAsync($"{secrets}/a", JsonApi.StrategicMergePatch, patch)).Expect(HttpStatusCode.OK);
        var found = Assert.Single((await Api.ReadAsync($"/api/v1/secrets?labelSelector=patched%3D{ns}"))["items"]!.AsArray())!;
        Assert.Equal("dmFsdWUx", (string?)found["data"]!["key"]);
        (await Api.DeleteAsync($"{secrets}?labelSelector=patched%3D{ns}")).Expect(HttpStatusCode.OK);
        Assert.Empty((await Api.ReadAsync($"/api/v1/secrets?labelSelector=patched%3D{ns}"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("configmaps", "data", """{"data":{"k":"v"}}""")]
    [InlineData("secrets", "stringData", """{"stringData":{"k":"v"}}""")]
    [Spec("[sig-storage] ConfigMap should be immutable if `immutable` field is set [Conformance]")]
    [Spec("[sig-storage] Secrets should be immutable if `immutable` field is set [Conformance]")]
    public async Task What_is_immutable_stays_so(string plural, string field, string body)
    {
        var path = $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/{plural}";
        var value = await Api.CreateAsync(path, Named(body, "a"));
        value[field] = new JsonObject { ["k"] = "other" };
        value = (await Api.PutAsync($"{path}/a", value)).Expect(HttpStatusCode.OK);
        value["immutable"] = true;
        value = (await Api.PutAsync($"{path}/a", value)).Expect(HttpStatusCode.OK);
        var loose = value.DeepClone();
        loose["immutable"] = false;
        (await Api.PutAsync($"{path}/a", loose)).Expect(HttpStatusCode.UnprocessableEntity);
        var changed = value.DeepClone();
        changed[field] = new JsonObject { ["k"] = "again" };
        (await Api.PutAsync($"{path}/a", changed)).Expect(HttpStatusCode.UnprocessableEntity);
        value["metadata"]!["labels"] = new JsonObject { ["l"] = "v" };
        (await Api.PutAsync($"{path}/a", value)).Expect(HttpStatusCode.OK);
        (await Api.DeleteAsync($"{path}/a")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    [Spec("[sig-node] Pods Extended Pods Set QOS Class should be set on Pods with matching resource requests and limits for memory and cpu [Conformance]")]
    public async Task Equal_requests_and_limits_are_guaranteed()
    {
        var pod = await CreatePodAsync("""{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"100m","memory":"100Mi"},"limits":{"cpu":"100m","memory":"100Mi"}}}]}""");
        Assert.Equal("Guaranteed", (string?)pod.Body["status"]!["qosClass"]);
    }

    [Fact]
    [Spec("[sig-node] Kubelet when scheduling a busybox command that always fails in a pod should be possible to delete [NodeConformance] [Conformance]")]
    public async Task A_pod_that_always_fails_is_deleted()
    {
        var pod = (await CreatePodAsync("""{"containers":[{"name":"c","image":"i","command":["/bin/false"]}]}""")).Expect(HttpStatusCode.Created);
        (await Api.DeleteAsync($"/api/v1/namespaces/{(string)pod["metadata"]!["namespace"]!}/pods/p")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    [Spec("[sig-node] Sysctls [LinuxOnly] [NodeConformance] should reject invalid sysctls [Conformance]")]
    public async Task Bad_names_of_sysctls_are_refused_one_by_one()
    {
        var refused = await CreatePodAsync(
            """{"securityContext":{"sysctls":[{"name":"foo-","value":"bar"},{"name":"kernel.shmmax","value":"1"},{"name":"safe-and-unsafe","value":"1"},{"name":"bar..","value":"4"}]},"containers":[{"name":"c","image":"i"}]}""");
        refused.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Invalid value: \"foo-\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Invalid value: \"bar..\"", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("safe-and-unsafe", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("kernel.shmmax", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Spec("[sig-node] RuntimeClass should reject a Pod requesting a non-existent RuntimeClass [NodeConformance] [Conformance]")]
    [Spec("[sig-node] RuntimeClass should reject a Pod requesting a deleted RuntimeClass [NodeConformance] [Conformance]")]
    public async Task A_missing_runtime_class_is_refused()
    {
        const string Classes = "/apis/node.k8s.io/v1/runtimeclasses";
        await Api.CreateAsync(Classes, Named("""{"handler":"h"}""", "deleted"));
        (await Api.DeleteAsync($"{Classes}/deleted")).Expect(HttpStatusCode.OK);
        foreach (var name in new[] { "nonexistent", "deleted" })
        {
            var refused = await CreatePodAsync($$$"""{"runtimeClassName":"{{{name}}}","containers":[{"name":"c","image":"i"}]}""");
            refused.Expect(HttpStatusCode.Forbidden);
            Assert.Contains($"RuntimeClass \"{name}\" not found", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Spec("[sig-node] RuntimeClass should schedule a Pod requesting a RuntimeClass and initialize its Overhead [NodeConformance] [Conformance]")]
    public async Task The_overhead_of_a_runtime_class_is_the_pods()
    {
        await Api.CreateAsync("/apis/node.k8s.io/v1/runtimeclasses", Named("""{"handler":"h","overhead":{"podFixed":{"cpu":"10m","memory":"1Mi"}}}""", "heavy"));
        var pod = (await CreatePodAsync("""{"runtimeClassName":"heavy","containers":[{"name":"c","image":"i"}]}""")).Expect(HttpStatusCode.Created);
        Assert.Equal(("10m", "1Mi"), ((string?)pod["spec"]!["overhead"]!["cpu"], (string?)pod["spec"]!["overhead"]!["memory"]));
    }

    [Fact]
    [Spec("[sig-storage] CSIInlineVolumes should support CSIVolumeSource in Pod API [Conformance]")]
    public async Task A_pod_may_have_a_volume_of_a_CSI_driver()
    {
        var pod = (await CreatePodAsync("""{"volumes":[{"name":"v","csi":{"driver":"csi.example.com","volumeAttributes":{"a":"b"}}}],"containers":[{"name":"c","image":"i","volumeMounts":[{"name":"v","mountPath":"/v"}]}]}""")).Expect(HttpStatusCode.Created);
        Assert.Equal("csi.example.com", (string?)pod["spec"]!["volumes"]![0]!["csi"]!["driver"]);
        var path = $"/api/v1/namespaces/{(string)pod["metadata"]!["namespace"]!}/pods/p";
        (await Api.PatchAsync(path, JsonApi.StrategicMergePatch, JsonNode.Parse("""{"metadata":{"labels":{"patched":"yes"}}}""")!)).Expect(HttpStatusCode.OK);
        (await Api.DeleteAsync(path)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    [Spec("[sig-node] Node Lifecycle should run through the lifecycle of a node [Conformance]")]
    public async Task A_node_is_patched_updated_and_deleted()
    {
        const string Path = "/api/v1/nodes/e2e-fake-node";
        await Api.CreateAsync("/api/v1/nodes", Named("""{"status":{"phase":"Running"}}""", "e2e-fake-node"));
        (await Api.PatchAsync(Path, JsonApi.StrategicMergePatch, JsonNode.Parse("""{"metadata":{"labels":{"fake":"patched"}}}""")!)).Expect(HttpStatusCode.OK);
        await ConformanceCluster.UntilAsync("the node is updated", async () =>
        {
            // Controllers write to the node too.
            var node = await Api.ReadAsync(Path);
            node["metadata"]!["labels"]!["fake"] = "updated";
            return (await Api.PutAsync(Path, node)).Code == HttpStatusCode.OK;
        });
        var status = JsonNode.Parse("""{"status":{"conditions":[{"type":"StatusPatched","status":"True"}]}}""")!;
        var patched = (await Api.PatchAsync($"{Path}/status", JsonApi.StrategicMergePatch, status)).Expect(HttpStatusCode.OK);
        Assert.Contains(patched["status"]!["conditions"]!.AsArray(), condition => (string?)condition!["type"] == "StatusPatched");
        (await Api.DeleteAsync("/api/v1/nodes?labelSelector=fake%3Dupdated")).Expect(HttpStatusCode.OK);
        (await Api.GetAsync(Path)).Expect(HttpStatusCode.NotFound);
    }

    private async Task<Answer> CreatePodAsync(string spec)
    {
        var pods = $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/pods";
        return await Api.PostAsync(pods, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "p" }, ["spec"] = JsonNode.Parse(spec) });
    }

    private static JsonNode Named(string body, string name)
    {
        var value = JsonNode.Parse(body)!;
        value["metadata"] = new JsonObject { ["name"] = name };
        return value;
    }
}
