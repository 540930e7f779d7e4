namespace Tiphys.E2E.Tests.Kubectl;

/// <summary>How people work with kubectl: several commands after one another.</summary>
[Collection(ExampleCollection.Name)]
public sealed class KubectlTests(ExampleCluster example) : KubectlTest(example)
{
    [Fact]
    public async Task Get_prints_tables_and_objects_and_selects()
    {
        await ApplyAsync("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {tier: one}}\ndata: {k: v}");
        await ApplyAsync("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, labels: {tier: two}}");
        Assert.Matches(@"NAME\s+DATA\s+AGE\s+a\s+1\s", await KubectlAsync("get", "configmaps", "a"));
        Assert.Equal("configmap/b", (await KubectlAsync("get", "cm", "-l", "tier=two", "-o", "name")).Trim());
        Assert.Equal("configmap/a", (await KubectlAsync("get", "cm", "--field-selector", "metadata.name=a", "-o", "name")).Trim());
        Assert.Contains("k: v", await KubectlAsync("get", "cm", "a", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Contains("INTERNAL-IP", await KubectlAsync("get", "nodes", "-o", "wide"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_watch_shows_what_happens()
    {
        using var watch = Shell.Start("kubectl", ["--kubeconfig", Cluster.Kubeconfig, "-n", Namespace, "get", "cm", "-w", "-o", "name"]);
        try
        {
            await Wait.UntilAsync("the watch is open", async () => await watch.StandardOutput.ReadLineAsync() == "configmap/kube-root-ca.crt");
            await KubectlAsync("create", "configmap", "later");
            Assert.Equal("configmap/later", await watch.StandardOutput.ReadLineAsync());
        }
        finally
        {
            watch.Kill();
        }
    }

    [Fact]
    public async Task Create_label_annotate_patch_replace_edit_and_delete_change_an_object()
    {
        await KubectlAsync("create", "configmap", "c", "--from-literal=a=1");
        await KubectlAsync("label", "cm", "c", "tier=front");
        await KubectlAsync("annotate", "cm", "c", "note=text");
        await KubectlAsync("patch", "cm", "c", "-p", "{\"data\":{\"b\":\"2\"}}");
        await KubectlAsync("patch", "cm", "c", "--type=json", "-p", "[{\"op\":\"add\",\"path\":\"/data/c\",\"value\":\"3\"}]");
        var json = (await KubectlAsync("get", "cm", "c", "-o", "json")).Replace("\"1\"", "\"one\"", StringComparison.Ordinal);
        await Cluster.KubectlInAsync(json, "-n", Namespace, "replace", "-f", "-");
        var edited = await Shell.RunAsync("env", ["KUBE_EDITOR=sed -i s/one/uno/", "kubectl", "--kubeconfig", Cluster.Kubeconfig, "-n", Namespace, "edit", "cm", "c"]);
        Assert.True(edited.ExitCode == 0, edited.All);
        var map = await GetAsync("cm", "c");
        Assert.Equal("""{"a":"uno","b":"2","c":"3"}""", map.GetProperty("data").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal(("front", "text"), (map.GetProperty("metadata").GetProperty("labels").GetProperty("tier").GetString(), map.GetProperty("metadata").GetProperty("annotations").GetProperty("note").GetString()));
        await KubectlAsync("delete", "cm", "c");
        Assert.Contains("NotFound", (await TryAsync("get", "cm", "c")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_changes_and_diff_shows_what_would_change()
    {
        await ApplyAsync("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\ndata: {k: old, gone: x}");
        const string Changed = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\ndata: {k: new}";
        var diff = await Shell.RunAsync("kubectl", ["--kubeconfig", Cluster.Kubeconfig, "-n", Namespace, "diff", "-f", "-"], Changed);
        Assert.Equal(1, diff.ExitCode);
        Assert.Contains("+  k: new", diff.Out, StringComparison.Ordinal);
        await ApplyAsync(Changed);
        Assert.Equal("""{"k":"new"}""", (await GetAsync("cm", "d")).GetProperty("data").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        await Cluster.KubectlInAsync(Changed.Replace("new", "ssa", StringComparison.Ordinal), "-n", Namespace, "apply", "--server-side", "--force-conflicts", "-f", "-");
    }

    [Fact]
    public async Task Explain_and_api_resources_know_the_types()
    {
        Assert.Contains("replicas", await KubectlAsync("explain", "deployment.spec"), StringComparison.Ordinal);
        Assert.Contains("deployments", await KubectlAsync("api-resources", "--api-group=apps", "-o", "name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_is_run_waited_for_executed_in_logged_copied_to_and_described()
    {
        await RunPodAsync("p");
        Assert.Equal("p", (await KubectlAsync("exec", "p", "--", "hostname")).Trim());
        Assert.Equal(7, (await TryAsync("exec", "p", "--", "sh", "-c", "exit 7")).ExitCode);
        Assert.Equal("typed", (await Cluster.KubectlInAsync("typed", "-n", Namespace, "exec", "-i", "p", "--", "cat")).Trim());
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "copied");
            await KubectlAsync("cp", file, "p:/tmp/there");
            Assert.Equal("copied", await KubectlAsync("exec", "p", "--", "cat", "/tmp/there"));
            await KubectlAsync("cp", "p:/tmp/there", file + ".back");
            Assert.Equal("copied", await File.ReadAllTextAsync(file + ".back"));
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".back");
        }

        Assert.Contains("Container started", await KubectlAsync("describe", "pod", "p"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_is_given_to_exec()
    {
        await RunPodAsync("t");
        var run = await Shell.RunAsync("script", ["-qec", $"kubectl --kubeconfig {Cluster.Kubeconfig} -n {Namespace} exec -it t -- sh -c 'test -t 0 && echo terminal'", "/dev/null"]);
        Assert.Contains("terminal", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_are_followed_to_the_end_and_cut_to_the_tail()
    {
        await KubectlAsync("run", "l", $"--image={Image}", "--restart=Never", "--command", "--", "sh", "-c", "echo one; sleep 1; echo two");
        await Wait.UntilAsync("the container was started", async () => (await TryAsync("logs", "l")).ExitCode == 0);
        Assert.Equal("one\ntwo\n", await KubectlAsync("logs", "-f", "l"));
        Assert.Equal("two\n", await KubectlAsync("logs", "l", "--tail=1"));
        await Wait.UntilAsync("the pod has ended", async () => await KubectlAsync("get", "pod", "l", "-o", "jsonpath={.status.phase}") == "Succeeded");
    }

    [Fact]
    public async Task A_port_is_forwarded()
    {
        await RunPodAsync("f");
        using var forward = Shell.Start("kubectl", ["--kubeconfig", Cluster.Kubeconfig, "-n", Namespace, "port-forward", "pod/f", ":8080"]);
        try
        {
            var line = await forward.StandardOutput.ReadLineAsync() ?? await forward.StandardError.ReadToEndAsync();
            var port = System.Text.RegularExpressions.Regex.Match(line, @"127\.0\.0\.1:(\d+)").Groups[1].Value;
            using var http = new HttpClient();
            Assert.Equal("Hello from f", (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"))).Trim());
        }
        finally
        {
            forward.Kill();
        }
    }

    [Fact]
    public async Task A_deployment_is_created_exposed_scaled_and_restarted()
    {
        await KubectlAsync("create", "deployment", "web", $"--image={Image}", "--replicas=1");
        await KubectlAsync("expose", "deployment", "web", "--port=80", "--target-port=8080");
        await KubectlAsync("scale", "deployment", "web", "--replicas=2");
        await KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");
        await KubectlAsync("rollout", "restart", "deployment/web");
        await KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");
        var address = (await GetAsync("service", "web")).GetProperty("spec").GetProperty("clusterIP").GetString();
        using var http = new HttpClient();
        Assert.StartsWith("Hello from web-", await http.GetStringAsync(new Uri($"http://{address}/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_is_cordoned_and_drained()
    {
        var node = (await Cluster.KubectlOutAsync("get", "nodes", "-o", "name")).Trim();
        await KubectlAsync("create", "deployment", "d", $"--image={Image}", "--replicas=1");
        await KubectlAsync("rollout", "status", "deployment/d", "--timeout=60s");
        try
        {
            await KubectlAsync("drain", node, $"--pod-selector=app=d", "--ignore-daemonsets", "--delete-emptydir-data", "--force", "--timeout=90s");
            await Wait.UntilAsync("the successor waits for a node", async () =>
                (await KubectlAsync("get", "pods", "-l", "app=d", "-o", "jsonpath={.items[*].status.conditions[?(@.type=='PodScheduled')].reason}")).Contains("Unschedulable", StringComparison.Ordinal));
        }
        finally
        {
            await KubectlAsync("uncordon", node);
        }

        await KubectlAsync("rollout", "status", "deployment/d", "--timeout=60s");
    }

    [Fact]
    public async Task Auth_tells_what_may_be_done()
    {
        Assert.Equal("yes", (await KubectlAsync("auth", "can-i", "delete", "pods")).Trim());
        Assert.Equal("no", (await TryAsync("auth", "can-i", "delete", "pods", "--as", "nobody")).Out.Trim());
    }

    [Fact]
    public async Task A_pod_speaks_to_the_API_with_its_own_token()
    {
        await RunPodAsync("api");
        await KubectlAsync("create", "role", "reader", "--verb=get,list", "--resource=pods");
        await KubectlAsync("create", "rolebinding", "reader", "--role=reader", $"--serviceaccount={Namespace}:default");
        var token = await KubectlAsync("exec", "api", "--", "cat", "/var/run/secrets/kubernetes.io/serviceaccount/token");
        var server = (await KubectlAsync("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}")).Trim();
        string[] asPod = ["--kubeconfig=/dev/null", $"--server={server}", "--insecure-skip-tls-verify", $"--token={token}", "-n", Namespace];
        Assert.Equal("pod/api", (await Shell.RunAsync("kubectl", [.. asPod, "get", "pods", "-o", "name"])).Out.Trim());
        Assert.Contains($"system:serviceaccount:{Namespace}:default\" cannot list resource \"secrets\"", (await Shell.RunAsync("kubectl", [.. asPod, "get", "secrets"])).Error, StringComparison.Ordinal);
        Assert.Contains("BEGIN CERTIFICATE", await KubectlAsync("exec", "api", "--", "cat", "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_reaches_a_service_by_its_name()
    {
        await RunPodAsync("n");
        var address = (await Cluster.GetAsync("service", "hello")).GetProperty("spec").GetProperty("clusterIP").GetString()!;
        Assert.Contains($"Address: {address}", (await TryAsync("exec", "n", "--", "nslookup", "hello.default.svc.cluster.local")).Out, StringComparison.Ordinal);
        Assert.StartsWith("Hello from hello-", await KubectlAsync("exec", "n", "--", "wget", "-qO-", $"http://{address}"), StringComparison.Ordinal);
    }
}
