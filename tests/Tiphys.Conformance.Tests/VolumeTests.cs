using System.Net;
using System.Text.Json.Nodes;
using Tiphys.Conformance.Tests.Specs;

namespace Tiphys.Conformance.Tests;

/// <summary>Volumes and claims as far as they are objects.</summary>
[Collection(ConformanceCollection.Name)]
public sealed class VolumeTests(ConformanceCluster cluster)
{
    private const string Claim = """{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""";
    private const string Volume = """{"metadata":{"name":"conformance-pv"},"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"hostPath":{"path":"/tmp"}}}""";

    private JsonApi Api => cluster.Api;

    [Fact]
    [Spec("[sig-storage] PersistentVolumes CSI Conformance should apply changes to a pv/pvc status [Conformance]")]
    public async Task The_statuses_of_a_volume_and_its_claim_are_patched_and_updated()
    {
        var claims = $"/api/v1/namespaces/{await cluster.NamespaceAsync()}/persistentvolumeclaims";
        await Api.CreateAsync("/api/v1/persistentvolumes", JsonNode.Parse(Volume)!);
        await Api.CreateAsync(claims, JsonNode.Parse(Claim)!);
        var conditions = JsonNode.Parse("""{"status":{"conditions":[{"type":"StatusPatched","status":"True","reason":"E2E","message":"m"}]}}""")!;
        var claim = (await Api.PatchAsync($"{claims}/c/status", JsonApi.MergePatch, conditions)).Expect(HttpStatusCode.OK);
        Assert.Equal("StatusPatched", (string?)claim["status"]!["conditions"]![0]!["type"]);
        var volume = (await Api.PatchAsync("/api/v1/persistentvolumes/conformance-pv/status", JsonApi.MergePatch, JsonNode.Parse("""{"status":{"message":"patched","reason":"E2E"}}""")!)).Expect(HttpStatusCode.OK);
        Assert.Equal("patched", (string?)volume["status"]!["message"]);
        var read = await Api.ReadAsync("/api/v1/persistentvolumes/conformance-pv/status");
        read["status"]!["message"] = "updated";
        (await Api.PutAsync("/api/v1/persistentvolumes/conformance-pv/status", read)).Expect(HttpStatusCode.OK);
        Assert.Equal("updated", (string?)(await Api.ReadAsync("/api/v1/persistentvolumes/conformance-pv"))["status"]!["message"]);
    }
}
