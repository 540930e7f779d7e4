using System.Net;
using System.Text.Json.Nodes;
using Tiphys.Conformance.Tests.Specs;

namespace Tiphys.Conformance.Tests;

/// <summary>Quotas: what is counted, refused and given back.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class QuotaTests(ConformanceCluster cluster)
{
    private const string Hard = """
        {"spec":{"hard":{"pods":"5","services":"3","services.nodeports":"1","services.loadbalancers":"1","replicationcontrollers":"10","resourcequotas":"1",
        "cpu":"1","memory":"500Mi","configmaps":"10","secrets":"10","ephemeral-storage":"50Gi","count/replicasets.apps":"5","requests.example.com/dongle":"3"}}}
        """;

    private JsonApi Api => cluster.Api;

    [Fact]
    [Spec("[sig-api-machinery] ResourceQuota should create a ResourceQuota and ensure its status is promptly calculated. [Conformance]")]
    public async Task The_status_is_calculated()
    {
        var ns = await cluster.NamespaceAsync();
        await CreateAsync(ns, "q", Hard);
        await UsedAsync(ns, "q", ("resourcequotas", "1"), ("pods", "0"));
    }

    [Fact]
    [Spec("[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a service. [Conformance]")]
    public async Task Services_are_counted_by_their_types()
    {
        var ns = await cluster.NamespaceAsync();
        await CreateAsync(ns, "q", Hard);
        await UsedAsync(ns, "q", ("services", "0"));
        await Api.CreateAsync($"/api/v1/namespaces/{ns}/services", Service("a", "ClusterIP"));
        await Api.CreateAsync($"/api/v1/namespaces/{ns}/services", Service("b", "NodePort"));
        (await Api.PostAsync($"/api/v1/namespaces/{ns}/services", Service("c", "LoadBalancer"))).Expect(HttpStatusCode.Forbidden);
        await UsedAsync(ns, "q", ("services", "2"), ("services.nodeports", "1"), ("services.loadbalancers", "0"));
        await DeleteAsync($"/api/v1/namespaces/{ns}/services/a");
        await DeleteAsync($"/api/v1/namespaces/{ns}/services/b");
        await UsedAsync(ns, "q", ("services", "0"), ("services.nodeports", "0"));
    }

    [Theory]
    [InlineData("/api/v1", "secrets", "secrets", "{}")]
    [InlineData("/api/v1", "configmaps", "configmaps", "{}")]
    [InlineData("/api/v1", "replicationcontrollers", "replicationcontrollers", """{"spec":{"replicas":0,"selector":{"a":"b"},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""")]
    [InlineData("/apis/apps/v1", "replicasets", "count/replicasets.apps", """{"spec":{"replicas":0,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""")]
    [Spec("[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a secret. [Conformance]")]
    [Spec("[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a configMap. [Conformance]")]
    [Spec("[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a replication controller. [Conformance]")]
    [Spec("[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a replica set. [Conformance]")]
    public async Task Objects_are_counted_and_given_back(string group, string plural, string counted, string body)
    {
        var ns = await cluster.NamespaceAsync();
        var collection = $"{group}/namespaces/{ns}/{plural}";
        await CreateAsync(ns, "q", Hard);
        await ConformanceCluster.UntilAsync("the status is calculated", async () => (await StatusAsync(ns, "q"))?[counted] is not null);
        // The authority of the cluster may come into the namespace at any moment.
        var before = plural == "configmaps" ? 1 : 0;
        await UsedAsync(ns, "q", (counted, $"{before}"));
        var made = JsonNode.Parse(body)!;
        made["metadata"] = new JsonObject { ["name"] = "x" };
        await Api.CreateAsync(collection, made);
        await UsedAsync(ns, "q", (counted, $"{before + 1}"));
        await DeleteAsync($"{collection}/x");
        await UsedAsync(ns, "q", (counted, $"{before}"));
    }

    [Fact]
    [Spec("[sig-api-machinery] ResourceQuota should create a ResourceQuota and capture the life of a pod. [Conformance]")]
    public async Task Pods_are_counted_with_their_requests_and_refused_beyond()
    {
        var ns = await cluster.NamespaceAsync();
        var pods = $"/api/v1/namespaces/{ns}/pods";
        await CreateAsync(ns, "q", Hard);
        await UsedAsync(ns, "q", ("pods", "0"));
        const string Dongles = """{"requests":{"cpu":"500m","memory":"252Mi","ephemeral-storage":"30Gi","example.com/dongle":"2"},"limits":{"example.com/dongle":"2"}}""";
        var pod = await Api.CreateAsync(pods, Pod("a", Dongles));
        (string, string)[] used = [("pods", "1"), ("cpu", "500m"), ("memory", "252Mi"), ("ephemeral-storage", "30Gi"), ("requests.example.com/dongle", "2")];
        await UsedAsync(ns, "q", used);

        (await Api.PostAsync(pods, Pod("b", """{"requests":{"cpu":"600m","memory":"100Mi"}}"""))).Expect(HttpStatusCode.Forbidden);
        (await Api.PostAsync(pods, Pod("c", Dongles))).Expect(HttpStatusCode.Forbidden);
        pod["spec"]!["containers"]![0]!["resources"]!["requests"]!["cpu"] = "100m";
        Assert.NotEqual(HttpStatusCode.OK, (await Api.PutAsync($"{pods}/a", pod)).Code);
        await UsedAsync(ns, "q", used);

        await DeleteAsync($"{pods}/a?gracePeriodSeconds=0");
        await UsedAsync(ns, "q", ("pods", "0"), ("cpu", "0"), ("memory", "0"), ("ephemeral-storage", "0"), ("requests.example.com/dongle", "0"));
    }

    [Fact]
    [Spec("[sig-api-machinery] ResourceQuota should verify ResourceQuota with terminating scopes. [Conformance]")]
    public async Task Terminating_scopes_count_pods_with_or_without_a_deadline()
    {
        var ns = await cluster.NamespaceAsync();
        await CreateAsync(ns, "terminating", Scoped("Terminating"));
        await CreateAsync(ns, "other", Scoped("NotTerminating"));
        const string Resources = """{"requests":{"cpu":"500m","memory":"200Mi"},"limits":{"cpu":"1","memory":"400Mi"}}""";
        await LifeAsync(ns, Pod("long", Resources), counting: "other", idle: "terminating");
        var ending = Pod("ending", Resources);
        ending["spec"]!["activeDeadlineSeconds"] = 3600;
        await LifeAsync(ns, ending, counting: "terminating", idle: "other");
    }

    [Fact]
    [Spec("[sig-api-machinery] ResourceQuota should verify ResourceQuota with best effort scope. [Conformance]")]
    public async Task Best_effort_scopes_count_pods_with_or_without_requests()
    {
        var ns = await cluster.NamespaceAsync();
        await CreateAsync(ns, "best", """{"spec":{"hard":{"pods":"5"},"scopes":["BestEffort"]}}""");
        await CreateAsync(ns, "other", """{"spec":{"hard":{"pods":"5"},"scopes":["NotBestEffort"]}}""");
        await LifeAsync(ns, Pod("best", "{}"), counting: "best", idle: "other");
        await LifeAsync(ns, Pod("burstable", """{"requests":{"cpu":"1m"}}"""), counting: "other", idle: "best");
    }

    [Fact]
    [Spec("[sig-api-machinery] ResourceQuota should be able to update and delete ResourceQuota. [Conformance]")]
    public async Task A_quota_is_updated_and_deleted()
    {
        var ns = await cluster.NamespaceAsync();
        var quotas = $"/api/v1/namespaces/{ns}/resourcequotas";
        var quota = await CreateAsync(ns, "q", """{"spec":{"hard":{"cpu":"1","memory":"500Mi"}}}""");
        quota["spec"]!["hard"]!["cpu"] = "2";
        quota["metadata"]!.AsObject().Remove("resourceVersion");
        var updated = (await Api.PutAsync($"{quotas}/q", quota)).Expect(HttpStatusCode.OK);
        Assert.Equal("2", (string?)updated["spec"]!["hard"]!["cpu"]);
        await DeleteAsync($"{quotas}/q");
        (await Api.GetAsync($"{quotas}/q")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    [Spec("[sig-api-machinery] ResourceQuota should manage the lifecycle of a ResourceQuota [Conformance]")]
    public async Task A_quota_is_listed_patched_and_deleted_as_a_collection()
    {
        var ns = await cluster.NamespaceAsync();
        var quotas = $"/api/v1/namespaces/{ns}/resourcequotas";
        await CreateAsync(ns, "q", """{"spec":{"hard":{"cpu":"1","memory":"500Mi"}}}""");
        var patch = JsonNode.Parse($$$"""{"metadata":{"labels":{"life":"{{{ns}}}"}},"spec":{"hard":{"memory":"750Mi"} } }""")!;
        var patched = (await Api.PatchAsync($"{quotas}/q", JsonApi.StrategicMergePatch, patch)).Expect(HttpStatusCode.OK);
        Assert.Equal("750Mi", (string?)patched["spec"]!["hard"]!["memory"]);
        Assert.Single((await Api.ReadAsync($"/api/v1/resourcequotas?labelSelector=life%3D{ns}"))["items"]!.AsArray());
        await DeleteAsync($"{quotas}?labelSelector=life%3D{ns}");
        Assert.Empty((await Api.ReadAsync(quotas))["items"]!.AsArray());
    }

    [Fact]
    [Spec("[sig-api-machinery] ResourceQuota should apply changes to a resourcequota status [Conformance]")]
    public async Task The_controller_restores_a_status_that_was_written()
    {
        var ns = await cluster.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/resourcequotas/q/status";
        await CreateAsync(ns, "q", """{"spec":{"hard":{"cpu":"500m","memory":"500Mi"}}}""");
        await UsedAsync(ns, "q", ("cpu", "0"), ("memory", "0"));
        var patch = JsonNode.Parse("""{"status":{"hard":{"cpu":"1"}}}""")!;
        (await Api.PatchAsync(path, JsonApi.MergePatch, patch)).Expect(HttpStatusCode.OK);
        await ConformanceCluster.UntilAsync("the status is as the controller has it", async () => (string?)(await Api.ReadAsync(path))["status"]!["hard"]!["cpu"] == "500m");
    }

    private async Task LifeAsync(string ns, JsonNode pod, string counting, string idle)
    {
        await UsedAsync(ns, counting, ("pods", "0"));
        await UsedAsync(ns, idle, ("pods", "0"));
        await Api.CreateAsync($"/api/v1/namespaces/{ns}/pods", pod);
        await UsedAsync(ns, counting, ("pods", "1"));
        await UsedAsync(ns, idle, ("pods", "0"));
        await DeleteAsync($"/api/v1/namespaces/{ns}/pods/{(string)pod["metadata"]!["name"]!}?gracePeriodSeconds=0");
        await UsedAsync(ns, counting, ("pods", "0"));
    }

    private async Task<JsonNode> CreateAsync(string ns, string name, string body)
    {
        var quota = JsonNode.Parse(body)!;
        quota["metadata"] = new JsonObject { ["name"] = name };
        return await Api.CreateAsync($"/api/v1/namespaces/{ns}/resourcequotas", quota);
    }

    private async Task<JsonNode?> StatusAsync(string ns, string name) => (await Api.ReadAsync($"/api/v1/namespaces/{ns}/resourcequotas/{name}"))["status"]?["used"];

    private async Task UsedAsync(string ns, string name, params (string Resource, string Quantity)[] used)
    {
        await ConformanceCluster.UntilAsync($"{name} uses {string.Join(", ", used)}", async () =>
        {
            var status = await StatusAsync(ns, name);
            return used.All(each => (string?)status?[each.Resource] == each.Quantity);
        });
    }

    private async Task DeleteAsync(string path) => (await Api.DeleteAsync(path)).Expect(HttpStatusCode.OK);

    private static string Scoped(string scope) => $$$"""{"spec":{"hard":{"pods":"5","requests.cpu":"1","limits.cpu":"2"},"scopes":["{{{scope}}}"]}}""";

    private static JsonNode Service(string name, string type) => JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"type":"{{{type}}}","ports":[{"port":80}]}}""")!;

    // No node is like that: the pod stays where it is.
    private static JsonNode Pod(string name, string resources) => JsonNode.Parse(
        $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"nodeSelector":{"none":"none"},"containers":[{"name":"c","image":"i","resources":{{{resources}}} }]}}""")!;
}
