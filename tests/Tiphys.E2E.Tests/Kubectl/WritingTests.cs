using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tiphys.E2E.Tests.Kubectl;

/// <summary>create with every generator, label, annotate, every patch, replace, edit, set and wait.</summary>
[Collection(ExampleCollection.Name)]
public sealed class WritingTests(ExampleCluster example) : KubectlTest(example)
{
    [Theory]
    [InlineData("configmap x --from-literal=a=b", "configmap/x", ".data.a", "b")]
    [InlineData("deployment x --image=hello:1.0 --replicas=0", "deployment/x", ".spec.template.spec.containers[0].image", "hello:1.0")]
    [InlineData("ingress x --rule=example.com/*=s:80", "ingress/x", ".spec.rules[0].http.paths[0].pathType", "Prefix")]
    [InlineData("job x --image=hello:1.0", "job/x", ".spec.completions", "1")]
    [InlineData("quota x --hard=pods=2", "quota/x", ".spec.hard.pods", "2")]
    [InlineData("role x --verb=get --resource=pods", "role/x", ".rules[0].verbs[0]", "get")]
    [InlineData("rolebinding x --clusterrole=view --user=u", "rolebinding/x", ".subjects[0].name", "u")]
    [InlineData("secret generic x --from-literal=a=b", "secret/x", ".data.a", "Yg==")]
    [InlineData("secret docker-registry x --docker-username=u --docker-password=p --docker-server=example.com", "secret/x", ".type", "kubernetes.io/dockerconfigjson")]
    [InlineData("service clusterip x --tcp=80:8080", "service/x", ".spec.ports[0].targetPort", "8080")]
    [InlineData("service externalname x --external-name=example.com", "service/x", ".spec.externalName", "example.com")]
    [InlineData("service loadbalancer x --tcp=80", "service/x", ".spec.type", "LoadBalancer")]
    [InlineData("service nodeport x --tcp=80", "service/x", ".spec.type", "NodePort")]
    [InlineData("serviceaccount x", "serviceaccount/x", ".metadata.name", "x")]
    public async Task A_generator_creates_its_object(string command, string target, string field, string value)
    {
        await KubectlAsync(["create", .. command.Split(' ')]);
        Assert.Equal(value, await FieldAsync(target, field));
    }

    [Theory]
    [InlineData("clusterrole NAME --verb=get --resource=pods", "clusterrole/NAME")]
    [InlineData("clusterrolebinding NAME --clusterrole=view --user=u", "clusterrolebinding/NAME")]
    [InlineData("namespace NAME", "namespace/NAME")]
    [InlineData("priorityclass NAME --value=7", "priorityclass/NAME")]
    public async Task A_generator_creates_its_object_for_the_whole_cluster(string command, string target)
    {
        var name = $"x-{Namespace}";
        await KubectlAsync(["create", .. command.Replace("NAME", name, StringComparison.Ordinal).Split(' ')]);
        await KubectlAsync("delete", target.Replace("NAME", name, StringComparison.Ordinal), "--wait=false");
    }

    [Fact]
    public async Task Newer_generators_create_their_objects()
    {
        await NeedsAsync(24, "create token, and create of the stable versions of cronjobs and disruption budgets");
        await KubectlAsync("create", "cronjob", "c", $"--image={Image}", "--schedule=*/5 * * * *");
        Assert.Equal("*/5 * * * *", await FieldAsync("cronjob/c", ".spec.schedule"));
        await KubectlAsync("create", "job", "j", "--from=cronjob/c");
        Assert.Equal("c", await FieldAsync("job/j", ".metadata.ownerReferences[0].name"));
        await KubectlAsync("create", "poddisruptionbudget", "p", "--selector=app=x", "--min-available=1");
        Assert.Equal("1", await FieldAsync("pdb/p", ".spec.minAvailable"));
        Assert.Equal(3, (await KubectlAsync("create", "token", "default")).Split('.').Length);
    }

    [Fact]
    public async Task A_secret_of_a_key_and_its_certificate_is_created()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        var directory = Directory.CreateTempSubdirectory("tiphys-secret-");
        try
        {
            var (crt, pem) = (Path.Combine(directory.FullName, "crt"), Path.Combine(directory.FullName, "key"));
            await File.WriteAllTextAsync(crt, certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(pem, key.ExportECPrivateKeyPem());
            await KubectlAsync("create", "secret", "tls", "t", $"--cert={crt}", $"--key={pem}");
            Assert.Equal("kubernetes.io/tls", await FieldAsync("secret/t", ".type"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_dry_run_shows_and_stores_nothing()
    {
        Assert.Contains("uid", await KubectlAsync("create", "configmap", "d", "--dry-run=server", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Equal("configmap/d\n", await KubectlAsync("create", "configmap", "d", "--dry-run=client", "-o", "name"));
        Assert.Contains("not found", await FailAsync("get", "configmap", "d"), StringComparison.Ordinal);
        await KubectlAsync("create", "configmap", "d");
        await KubectlAsync("delete", "configmap", "d", "--dry-run=server");
        await KubectlAsync("label", "configmap", "d", "a=b", "--dry-run=server");
        Assert.Equal("", await FieldAsync("configmap/d", ".metadata.labels"));
    }

    [Fact]
    public async Task Labels_and_annotations_are_added_changed_and_removed()
    {
        await KubectlAsync("create", "configmap", "l");
        foreach (var command in new[] { "label", "annotate" })
        {
            await KubectlAsync(command, "configmap", "l", "k=1", "gone=x");
            Assert.Contains("--overwrite", await FailAsync(command, "configmap", "l", "k=2"), StringComparison.Ordinal);
            await KubectlAsync(command, "configmap", "l", "k=2", "gone-", "--overwrite");
        }

        Assert.Equal("2 2", await KubectlAsync("get", "cm", "l", "-o", "jsonpath={.metadata.labels.k} {.metadata.annotations.k}"));
        await KubectlAsync("label", "configmap", "--all", "all=yes");
        Assert.Equal("yes", await FieldAsync("configmap/l", ".metadata.labels.all"));
    }

    [Fact]
    public async Task Each_type_of_patch_changes_the_object()
    {
        await KubectlAsync("create", "deployment", "p", $"--image={Image}", "--replicas=0");
        await KubectlAsync("patch", "deployment", "p", "--type=json", "-p", """[{"op":"replace","path":"/spec/minReadySeconds","value":1},{"op":"test","path":"/spec/replicas","value":0}]""");
        await KubectlAsync("patch", "deployment", "p", "--type=merge", "-p", """{"spec":{"revisionHistoryLimit":4}}""");
        await KubectlAsync("patch", "deployment", "p", "--type=strategic", "-p", """{"spec":{"template":{"spec":{"containers":[{"name":"other","image":"hello:1.0"}]}}}}""");
        Assert.Equal("1 4 hello other", string.Join(' ', (await KubectlAsync("get", "deployment", "p", "-o",
            "jsonpath={.spec.minReadySeconds} {.spec.revisionHistoryLimit} {.spec.template.spec.containers[*].name}")).Split(' ').Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Subresources_are_patched_and_read()
    {
        await NeedsAsync(24, "--subresource");
        await KubectlAsync("create", "deployment", "s", $"--image={Image}", "--replicas=0");
        await KubectlAsync("patch", "deployment", "s", "--subresource=scale", "--type=merge", "-p", """{"spec":{"replicas":1}}""");
        Assert.Equal("1", await FieldAsync("deployment/s", ".spec.replicas"));
        await KubectlAsync("create", "service", "loadbalancer", "s", "--tcp=80");
        await KubectlAsync("patch", "service", "s", "--subresource=status", "--type=merge", "-p", """{"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}}}""");
        Assert.Equal("192.0.2.1", await KubectlAsync("get", "service", "s", "--subresource=status", "-o", "jsonpath={.status.loadBalancer.ingress[0].ip}"));
    }

    [Fact]
    public async Task Replace_takes_the_whole_object_and_by_force_makes_a_new_one()
    {
        await KubectlAsync("create", "configmap", "r", "--from-literal=a=1");
        var uid = await FieldAsync("configmap/r", ".metadata.uid");
        const string Other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: r}\ndata: {b: two}";
        await KubectlInAsync(Other, "replace", "-f", "-");
        Assert.Equal("two ", await KubectlAsync("get", "cm", "r", "-o", "jsonpath={.data.b} {.data.a}"));
        Assert.Equal(uid, await FieldAsync("configmap/r", ".metadata.uid"));
        await KubectlInAsync(Other, "replace", "--force", "-f", "-");
        Assert.NotEqual(uid, await FieldAsync("configmap/r", ".metadata.uid"));
    }

    [Fact]
    public async Task Edit_saves_what_the_editor_leaves_and_tells_of_mistakes()
    {
        await KubectlAsync("create", "configmap", "e", "--from-literal=a=before");
        await EditAsync("s/before/after/", "edit", "configmap", "e");
        Assert.Equal("after", await FieldAsync("configmap/e", ".data.a"));
        Assert.Contains("already exists", await FailAsync("create", "configmap", "e"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_changes_parts_of_workloads()
    {
        await KubectlAsync("create", "deployment", "s", $"--image={Image}", "--replicas=0");
        await KubectlAsync("create", "service", "clusterip", "s", "--tcp=80");
        await KubectlAsync("create", "serviceaccount", "robot");
        await KubectlAsync("create", "rolebinding", "b", "--clusterrole=view", "--user=u");
        await KubectlAsync("set", "env", "deployment/s", "A=1");
        await KubectlAsync("set", "image", "deployment/s", "hello=hello:2.0");
        await KubectlAsync("set", "resources", "deployment/s", "--limits=cpu=100m,memory=64Mi");
        await KubectlAsync("set", "serviceaccount", "deployment/s", "robot");
        await KubectlAsync("set", "selector", "service/s", "app=other");
        await KubectlAsync("set", "subject", "rolebinding", "b", "--user=v");
        Assert.Equal("1 hello:2.0 64Mi robot", await KubectlAsync("get", "deployment", "s", "-o",
            "jsonpath={.spec.template.spec.containers[0].env[0].value} {.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].resources.limits.memory} {.spec.template.spec.serviceAccountName}"));
        Assert.Equal("other", await FieldAsync("service/s", ".spec.selector.app"));
        Assert.Equal("u v", await FieldAsync("rolebinding/b", ".subjects[*].name"));
    }

    [Fact]
    public async Task Wait_sees_conditions_and_ends()
    {
        await RunPodAsync("w");
        Assert.Contains("timed out", await FailAsync("wait", "pod/w", "--for=delete", "--timeout=1s"), StringComparison.Ordinal);
        using var waiting = Shell.Start("kubectl", ["--kubeconfig", Cluster.Kubeconfig, "-n", Namespace, "wait", "pod/w", "--for=delete", "--timeout=30s"]);
        await KubectlAsync("delete", "pod", "w");
        await waiting.WaitForExitAsync();
        await NeedsAsync(31, "wait --for=create");
        await KubectlAsync("create", "configmap", "w", "--from-literal=a=b");
        await KubectlAsync("wait", "configmap/w", "--for=create", "--timeout=10s");
        await KubectlAsync("wait", "configmap/w", "--for=jsonpath={.data.a}=b", "--timeout=10s");
    }

    [Fact]
    public async Task Delete_takes_names_selectors_and_all()
    {
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await KubectlAsync("create", "configmap", name);
        }

        await KubectlAsync("label", "configmap", "b", "x=y");
        await KubectlAsync("delete", "configmap", "a");
        await KubectlAsync("delete", "configmap", "-l", "x=y");
        Assert.Equal("c d", await FieldAsync("configmap", ".items[?(@.metadata.name!='kube-root-ca.crt')].metadata.name"));
        await KubectlAsync("delete", "configmap", "--all");
        Assert.Equal("", await FieldAsync("configmap", ".items[?(@.metadata.name!='kube-root-ca.crt')].metadata.name"));
        Assert.Contains("NotFound", await FailAsync("delete", "configmap", "a"), StringComparison.Ordinal);
    }
}
