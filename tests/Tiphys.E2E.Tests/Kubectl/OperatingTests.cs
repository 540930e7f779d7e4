using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tiphys.E2E.Tests.Kubectl;

/// <summary>rollout, scale, autoscale, nodes, rights and certificates.</summary>
[Collection(ExampleCollection.Name)]
public sealed class OperatingTests(ExampleCluster example) : KubectlTest(example)
{
    [Fact]
    public async Task A_rollout_is_paused_resumed_and_undone_to_a_revision()
    {
        await KubectlAsync("create", "deployment", "r", $"--image={Image}");
        await KubectlAsync("rollout", "status", "deployment/r", "--timeout=60s");
        await KubectlAsync("rollout", "pause", "deployment/r");
        await KubectlAsync("set", "env", "deployment/r", "A=1");
        Assert.DoesNotContain("2", await KubectlAsync("rollout", "history", "deployment/r"), StringComparison.Ordinal);
        await KubectlAsync("rollout", "resume", "deployment/r");
        await KubectlAsync("rollout", "status", "deployment/r", "--timeout=60s");
        Assert.Matches(@"A:\s+1", await KubectlAsync("rollout", "history", "deployment/r", "--revision=2"));
        await KubectlAsync("rollout", "undo", "deployment/r", "--to-revision=1");
        await KubectlAsync("rollout", "status", "deployment/r", "--timeout=60s");
        Assert.Equal("", await FieldAsync("deployment/r", ".spec.template.spec.containers[0].env"));
    }

    [Fact]
    public async Task Scale_checks_its_precondition()
    {
        await KubectlAsync("create", "deployment", "s", $"--image={Image}", "--replicas=0");
        Assert.Contains("Expected replicas to be 5, was 0", await FailAsync("scale", "deployment/s", "--current-replicas=5", "--replicas=1"), StringComparison.Ordinal);
        await KubectlAsync("scale", "deployment/s", "--current-replicas=0", "--replicas=1");
        Assert.Equal("1", await FieldAsync("deployment/s", ".spec.replicas"));
    }

    [Fact]
    public async Task Autoscale_makes_an_autoscaler()
    {
        await KubectlAsync("create", "deployment", "a", $"--image={Image}", "--replicas=0");
        await KubectlAsync("autoscale", "deployment", "a", "--min=1", "--max=3", "--cpu-percent=50");
        Assert.Equal("Deployment/a 3", await KubectlAsync("get", "hpa", "a", "-o", "jsonpath={.spec.scaleTargetRef.kind}/{.spec.scaleTargetRef.name} {.spec.maxReplicas}"));
        Assert.Matches(@"Reference:\s+Deployment/a", await KubectlAsync("describe", "hpa", "a"));
    }

    [Fact]
    public async Task Orphans_of_a_deployment_stay()
    {
        await KubectlAsync("create", "deployment", "o", $"--image={Image}", "--replicas=0");
        await Wait.UntilAsync("it has a replica set", async () => (await FieldAsync("rs", ".items[*].metadata.name")).StartsWith("o-", StringComparison.Ordinal));
        await KubectlAsync("delete", "deployment", "o", "--cascade=orphan");
        Assert.Equal("", await FieldAsync("rs", ".items[*].metadata.ownerReferences"));
        Assert.StartsWith("o-", await FieldAsync("rs", ".items[*].metadata.name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_is_tainted_and_cordoned()
    {
        var node = (await Cluster.KubectlOutAsync("get", "nodes", "-o", "name")).Trim();
        await KubectlAsync("taint", "nodes", "--all", "tests=yes:PreferNoSchedule");
        Assert.Contains("tests", await FieldAsync(node, ".spec.taints[*].key"), StringComparison.Ordinal);
        await KubectlAsync("taint", "nodes", "--all", "tests-");
        Assert.DoesNotContain("tests", await FieldAsync(node, ".spec.taints[*].key"), StringComparison.Ordinal);
        await KubectlAsync("cordon", node);
        try
        {
            Assert.Contains("SchedulingDisabled", await KubectlAsync("get", node), StringComparison.Ordinal);
        }
        finally
        {
            await KubectlAsync("uncordon", node);
        }
    }

    [Fact]
    public async Task Rights_are_listed_and_reconciled()
    {
        Assert.Matches(@"\*\.\*\s+\[\]\s+\[\]\s+\[\*\]", await KubectlAsync("auth", "can-i", "--list"));
        var role = $"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: r, namespace: {Namespace}}}\nrules: [{{apiGroups: [\"\"], resources: [pods], verbs: [VERB]}}]";
        await KubectlInAsync(role.Replace("VERB", "get", StringComparison.Ordinal), "auth", "reconcile", "-f", "-");
        await KubectlInAsync(role.Replace("VERB", "list", StringComparison.Ordinal), "auth", "reconcile", "-f", "-");
        Assert.Equal("get list", await FieldAsync("role/r", ".rules[*].verbs[0]"));
        await NeedsAsync(27, "auth whoami");
        Assert.Contains("system:masters", await KubectlAsync("auth", "whoami"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve", "Approved")]
    [InlineData("deny", "Denied")]
    public async Task A_certificate_request_is_decided(string verb, string condition)
    {
        var name = $"{Namespace}-{verb}";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=jane", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        await ApplyAsync($$"""
            apiVersion: certificates.k8s.io/v1
            kind: CertificateSigningRequest
            metadata:
              name: {{name}}
            spec: {signerName: kubernetes.io/kube-apiserver-client, usages: [client auth], request: "{{Convert.ToBase64String(Encoding.ASCII.GetBytes(request))}}"}
            """);
        await KubectlAsync("certificate", verb, name);
        Assert.Equal(condition, await FieldAsync($"csr/{name}", ".status.conditions[0].type"));
        await KubectlAsync("delete", "csr", name);
    }
}
