using System.Text.Json;

namespace Tiphys.E2E.Tests.Kubectl;

/// <summary>get in all its forms, describe, explain, and what the server tells of itself.</summary>
[Collection(ExampleCollection.Name)]
public sealed class ReadingTests(ExampleCluster example) : KubectlTest(example)
{
    [Fact]
    public async Task Get_prints_every_form_in_every_order()
    {
        await ApplyAsync("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, labels: {tier: one}}\ndata: {k: first}");
        await ApplyAsync("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {tier: one}}\ndata: {k: second}");
        string[] both = ["get", "cm", "-l", "tier=one"];
        Assert.Equal("a b", await KubectlAsync([.. both, "-o", "jsonpath={.items[*].metadata.name}"]));
        Assert.Equal("a:second b:first ", await KubectlAsync([.. both, "-o", "go-template={{range .items}}{{.metadata.name}}:{{.data.k}} {{end}}"]));
        Assert.Matches(@"N\s+K\na\s+second\nb\s+first\n", await KubectlAsync([.. both, "-o", "custom-columns=N:.metadata.name,K:.data.k"]));
        Assert.Matches("^b[^\n]*\na", await KubectlAsync([.. both, "--sort-by=.data.k", "--no-headers"]));
        Assert.Equal("configmap/a\nconfigmap/b\n", await KubectlAsync([.. both, "--chunk-size=1", "-o", "name"]));
        Assert.Matches(@"TIER\s+LABELS\na\s.*\sone\s+tier=one\n", await KubectlAsync([.. both, "--show-labels", "-L", "tier"]));
        using var json = JsonDocument.Parse(await KubectlAsync([.. both, "-o", "json"]));
        Assert.Equal("List", json.RootElement.GetProperty("kind").GetString());
        Assert.Contains("kind: List", await KubectlAsync([.. both, "-o", "yaml"]), StringComparison.Ordinal);
        Assert.Contains("configmap/a", await Cluster.KubectlOutAsync([.. both, "-A", "-o", "name"]), StringComparison.Ordinal);
        Assert.Equal("", (await KubectlAsync("get", "cm", "none", "--ignore-not-found")).Trim());
        Assert.Contains("\"none\" not found", await FailAsync("get", "cm", "none"), StringComparison.Ordinal);
        Assert.Equal("ok", await KubectlAsync("get", "--raw", "/readyz"));
    }

    [Fact]
    public async Task Get_of_all_shows_workloads_and_services()
    {
        await KubectlAsync("create", "deployment", "d", $"--image={Image}", "--replicas=0");
        await KubectlAsync("create", "service", "clusterip", "s", "--tcp=80");
        var all = await KubectlAsync("get", "all", "-o", "name");
        Assert.Contains("deployment.apps/d", all, StringComparison.Ordinal);
        Assert.Contains("service/s", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_joins_what_belongs_together()
    {
        await KubectlAsync("create", "deployment", "d", $"--image={Image}");
        await KubectlAsync("expose", "deployment", "d", "--port=80");
        await KubectlAsync("rollout", "status", "deployment/d", "--timeout=60s");
        await KubectlAsync("create", "quota", "q", "--hard=configmaps=7");
        Assert.Matches(@"NewReplicaSet:\s+d-\w+ \(1/1 replicas created\)", await KubectlAsync("describe", "deployment", "d"));
        Assert.Matches(@"Endpoints:\s+10\.", await KubectlAsync("describe", "service", "d"));
        Assert.Matches(@"configmaps\s+\d\s+7", await KubectlAsync("describe", "namespace", Namespace));
        var node = await KubectlAsync("describe", "nodes");
        Assert.Contains("Allocated resources", node, StringComparison.Ordinal);
        Assert.Matches($@"{Namespace}\s+d-", node);
    }

    [Theory]
    [InlineData("pod.spec.containers.image", "image")]
    [InlineData("deployments.spec.strategy.rollingUpdate.maxSurge", "maxSurge")]
    [InlineData("csr.spec.signerName", "signerName")]
    [InlineData("networkpolicy.spec.egress", "egress")]
    public async Task Explain_describes_a_field(string path, string field)
    {
        var text = await KubectlAsync("explain", path);
        Assert.Contains($"{field} <", text, StringComparison.Ordinal);
        Assert.Matches(@"DESCRIPTION:\s+\w", text);
    }

    [Fact]
    public async Task Explain_recurses_and_takes_a_version()
    {
        Assert.Matches(@"terminationGracePeriodSeconds\s+<integer>", await KubectlAsync("explain", "pod", "--recursive"));
        Assert.Contains("metrics", await KubectlAsync("explain", "hpa.spec", "--api-version=autoscaling/v2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_tells_versions_groups_and_resources()
    {
        using var version = JsonDocument.Parse(await KubectlAsync("version", "-o", "json"));
        Assert.Equal("36", version.RootElement.GetProperty("serverVersion").GetProperty("minor").GetString());
        var groups = (await KubectlAsync("api-versions")).Split('\n');
        Assert.Contains("v1", groups);
        Assert.Contains("apps/v1", groups);
        Assert.Matches(@"deployments\s+deploy\s+apps/v1\s+true\s+Deployment\s+\S*create", await KubectlAsync("api-resources", "-o", "wide", "--verbs=list", "--namespaced"));
        Assert.Matches("control.*running", await KubectlAsync("cluster-info"));
    }

    [Fact]
    public async Task The_whole_cluster_can_be_dumped()
    {
        var directory = Directory.CreateTempSubdirectory("tiphys-dump-");
        try
        {
            await Cluster.KubectlOutAsync("cluster-info", "dump", $"--namespaces={Namespace},default", $"--output-directory={directory.FullName}");
            using var pods = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(directory.FullName, "default", "pods.json")));
            Assert.Equal(3, pods.RootElement.GetProperty("items").GetArrayLength());
            Assert.True(File.Exists(Path.Combine(directory.FullName, "nodes.json")));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Events_are_listed_and_selected()
    {
        await RunPodAsync("e");
        Assert.Matches("Started.*pod/e", await KubectlAsync("get", "events", "--field-selector=involvedObject.name=e,reason=Started"));
        await NeedsAsync(26, "events");
        Assert.Contains("Started", await KubectlAsync("events", "--for", "pod/e"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodes")]
    [InlineData("pods")]
    public async Task Top_says_that_there_are_no_metrics(string what) => Assert.Contains("Metrics API not available", await FailAsync("top", what), StringComparison.Ordinal);

    [Fact]
    public async Task Options_need_no_server() => Assert.Contains("--namespace", await KubectlAsync("options"), StringComparison.Ordinal);
}
