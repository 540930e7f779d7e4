namespace Tiphys.E2E.Tests.Kubectl;

/// <summary>run, attach, debug, logs, proxy and port-forward.</summary>
[Collection(ExampleCollection.Name)]
public sealed class PodTests(ExampleCluster example) : KubectlTest(example)
{
    [Fact]
    public async Task Run_with_input_attaches_and_removes_the_pod()
    {
        var said = await KubectlInAsync("typed\n", "run", "r", $"--image={Image}", "--restart=Never", "-i", "--rm", "--command", "--", "sh", "-c", "read line; echo got $line");
        Assert.Contains("got typed", said, StringComparison.Ordinal);
        Assert.Contains("NotFound", await FailAsync("get", "pod", "r"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_reads_and_writes_a_running_container()
    {
        await ApplyAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec:
              terminationGracePeriodSeconds: 0
              restartPolicy: Never
              containers: [{name: c, image: "hello:1.0", stdin: true, stdinOnce: true, command: [sh, -c, "read line; echo got $line"]}]
            """);
        await KubectlAsync("wait", "pod/a", "--for=condition=Ready", "--timeout=60s");
        Assert.Contains("got typed", await KubectlInAsync("typed\n", "attach", "-i", "a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Debug_adds_a_container_to_a_running_pod()
    {
        await NeedsAsync(25, "debug with stable ephemeral containers");
        await RunPodAsync("d");
        await KubectlAsync("debug", "d", $"--image={Image}", "--target=d", "-c", "dbg", "--", "sh", "-c", "echo debugging");
        await Wait.UntilAsync("the container has ended", async () =>
            (await FieldAsync("pod/d", ".status.ephemeralContainerStatuses[0].state.terminated.exitCode")) == "0");
        Assert.Equal("debugging\n", await KubectlAsync("logs", "d", "-c", "dbg"));
    }

    [Fact]
    public async Task Debug_makes_a_pod_on_a_node_and_a_copy_of_a_pod()
    {
        await NeedsAsync(25, "debug with profiles");
        await RunPodAsync("d");
        await KubectlAsync("debug", "d", $"--image={Image}", "--copy-to=copy", "--set-image=d=hello:1.0", "-c", "extra", "--", "sh", "-c", "echo copied");
        Assert.Equal("d extra", await FieldAsync("pod/copy", ".spec.containers[*].name"));
        var node = (await Cluster.KubectlOutAsync("get", "nodes", "-o", "name")).Trim();
        await KubectlAsync("debug", node, $"--image={Image}", "--", "sh", "-c", "echo debugging");
        Assert.Equal("true", await FieldAsync("pod", ".items[?(@.spec.hostNetwork)].spec.hostPID"));
    }

    [Fact]
    public async Task Logs_have_times_limits_and_the_container_before()
    {
        await KubectlAsync("run", "l", $"--image={Image}", "--command", "--", "sh", "-c", "echo line; exit 3");
        await Wait.UntilAsync("the container was started again", async () =>
            int.TryParse(await FieldAsync("pod/l", ".status.containerStatuses[0].restartCount"), out var restarts) && restarts > 0);
        await Wait.UntilAsync("its first log is there", async () => (await TryAsync("logs", "l", "--previous")) is { ExitCode: 0, Out: "line\n" });
        await Wait.UntilAsync("a line has its time", async () =>
            System.Text.RegularExpressions.Regex.IsMatch((await TryAsync("logs", "l", "--timestamps")).Out, @"^\d{4}-\d\d-\d\dT\S+Z line\n$"));
        Assert.Equal("li", await KubectlAsync("logs", "l", "--limit-bytes=2"));
        Assert.Equal("line\n", await KubectlAsync("logs", "l", "--since=1h"));
        Assert.Equal("[pod/l/l] line\n", await KubectlAsync("logs", "-l", "run=l", "--prefix"));
    }

    [Theory]
    [InlineData("--port=0")]
    [InlineData("--unix-socket=SOCKET")]
    public async Task Proxy_serves_the_API_without_credentials(string listen)
    {
        var socket = Path.Combine(Path.GetTempPath(), $"tiphys-{Guid.NewGuid():N}.sock");
        using var proxy = Shell.Start("kubectl", ["--kubeconfig", Cluster.Kubeconfig, "proxy", listen.Replace("SOCKET", socket, StringComparison.Ordinal)]);
        try
        {
            var line = await proxy.StandardOutput.ReadLineAsync() ?? await proxy.StandardError.ReadToEndAsync();
            using var http = Client(line, socket);
            Assert.Contains("\"items\":", await http.GetStringAsync(new Uri("/api/v1/nodes", UriKind.Relative)), StringComparison.Ordinal);
            var hello = await http.GetStringAsync(new Uri("/api/v1/namespaces/default/services/hello:http/proxy/", UriKind.Relative));
            Assert.StartsWith("Hello from hello-", hello, StringComparison.Ordinal);
        }
        finally
        {
            proxy.Kill();
            File.Delete(socket);
        }
    }

    [Theory]
    [InlineData("service/hello")]
    [InlineData("deployment/hello")]
    public async Task Ports_of_services_and_deployments_are_forwarded(string target)
    {
        using var forward = Shell.Start("kubectl", ["--kubeconfig", Cluster.Kubeconfig, "port-forward", target, $":{(target[0] == 's' ? 80 : 8080)}"]);
        try
        {
            var line = await forward.StandardOutput.ReadLineAsync() ?? await forward.StandardError.ReadToEndAsync();
            using var http = Client(line, "");
            Assert.StartsWith("Hello from hello-", await http.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
        }
        finally
        {
            forward.Kill();
        }
    }

    // "Starting to serve on 127.0.0.1:43210", "Starting to serve on /tmp/socket", "Forwarding from 127.0.0.1:43210 -> 8080".
    private static HttpClient Client(string line, string socket)
    {
        var address = System.Text.RegularExpressions.Regex.Match(line, @"127\.0\.0\.1:\d+").Value;
        if (address.Length > 0)
        {
            return new HttpClient { BaseAddress = new Uri($"http://{address}") };
        }

        Assert.Contains(socket, line, StringComparison.Ordinal);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
                await connection.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(socket), cancellationToken);
                return new System.Net.Sockets.NetworkStream(connection, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
    }
}
