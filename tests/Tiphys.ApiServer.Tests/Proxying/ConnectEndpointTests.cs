using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Certificates;
using Tiphys.ApiServer.Hosting;
using Tiphys.ApiServer.Proxying;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Proxying;

public sealed class ConnectEndpointTests : IAsyncLifetime
{
    private const string Web = "/api/v1/namespaces/default/pods/web";

    private readonly CertificateAuthority _authority = CertificateAuthority.Create("test", TimeProvider.System);
    private KubeletConnector _kubelets = null!;
    private FakeKubelet _kubelet = null!;
    private TestServer _server = null!;
    private ConnectEndpoint _endpoint = null!;
    private ApiServerHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _kubelets = new KubeletConnector(_authority);
        _kubelet = await FakeKubelet.StartAsync(_authority);
        _server = await TestServer.StartAsync();
        await CreateAsync(Node("node-1", _kubelet.Port));
        await CreateAsync(Pod("web", "node-1", "app"));
        await CreateAsync(Pod("two", "node-1", "a", "b"));
        await CreateAsync(Pod("pending", "", "app"));
        await CreateAsync(Pod("lost", "node-9", "app"));
        _endpoint = new ConnectEndpoint(_server.Core, _kubelets);
        var options = new ApiServerHostOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), Endpoints = [_endpoint] };
        _host = await ApiServerHost.StartAsync(_server.Core, options, null, TestServer.Deadline);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _host.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        _endpoint.Dispose();
        await _server.DisposeAsync();
        await _kubelet.DisposeAsync();
        _kubelets.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("", "?stream=All")]
    [InlineData("?container=app&follow=true&tailLines=5&timestamps=1", "?follow=true&timestamps=true&tailLines=5&stream=All")]
    [InlineData("?sinceSeconds=3&limitBytes=9&previous=", "?previous=true&sinceSeconds=3&limitBytes=9&stream=All")]
    [InlineData("?sinceTime=2026-01-02T03:04:05Z&follow=false", "?sinceTime=2026-01-02T03%3A04%3A05Z&stream=All")]
    [InlineData("?insecureSkipTLSVerifyBackend=true", "?stream=All")]
    public async Task Logs_come_from_the_kubelet(string query, string expected)
    {
        using var answer = await _client.GetAsync(Web + "/log" + query, TestServer.Deadline);
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("GET /containerLogs/default/web/app" + expected, _kubelet.LastRequest);
        Assert.Equal("O=system:masters, CN=kube-apiserver-kubelet-client", _kubelet.LastUser);
    }

    [Theory]
    [InlineData("pods/none/log", 404, "pods \"none\" not found")]
    [InlineData("pods/two/log", 400, "a container name must be specified for pod two, choose one of: [a b]")]
    [InlineData("pods/two/exec", 400, "a container name must be specified for pod two, choose one of: [a b]")]
    [InlineData("pods/two/log?container=c", 400, "container c is not valid for pod two")]
    [InlineData("pods/lost/log", 404, "nodes \"node-9\" not found")]
    [InlineData("pods/pending/exec?command=ls", 400, "pod pending does not have a host assigned")]
    [InlineData("pods/pending/portforward", 400, "pod pending does not have a host assigned")]
    [InlineData("pods/web/attach", 400, "Upgrade request required")]
    [InlineData("pods/web/log?tailLines=-1", 422, "PodLogOptions \"web\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("pods/web/log?limitBytes=0", 422, "PodLogOptions \"web\" is invalid: limitBytes: Invalid value: 0: must be greater than 0")]
    [InlineData("pods/web/log?tailLines=x", 400, "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("pods/a:b:c:d/proxy/", 400, "invalid pod request \"a:b:c:d\"")]
    [InlineData("services/none:80/proxy/", 404, "services \"none\" not found")]
    [InlineData("pods/web/proxy/", 400, "address not allowed")]
    public async Task What_cannot_be_connected_is_told_in_upstreams_words(string path, int code, string message)
    {
        using var answer = await _client.GetAsync("/api/v1/namespaces/default/" + path, TestServer.Deadline);
        Assert.Equal((code, message), ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_pod_without_a_node_has_an_empty_log()
    {
        using var answer = await _client.GetAsync("/api/v1/namespaces/default/pods/pending/log", TestServer.Deadline);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Theory]
    [InlineData(400, "why", 400, "why")]
    [InlineData(500, "why", 500, "Internal error occurred: why")]
    [InlineData(404, "why", 404, "the server could not find the requested resource ( pods/log web)")]
    public async Task A_kubelets_failure_becomes_a_status(int code, string text, int expected, string message)
    {
        _kubelet.Answer = http =>
        {
            http.Response.StatusCode = code;
            return http.Response.WriteAsync(text);
        };
        using var answer = await _client.GetAsync(Web + "/log", TestServer.Deadline);
        Assert.Equal((expected, message), ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("exec?command=sh&command=-c&stdin=true&stdout=true&tty=false", "/exec/default/web/app?input=1&output=1&command=sh&command=-c")]
    [InlineData("attach?container=app&stderr=1", "/attach/default/web/app?error=1")]
    [InlineData("portforward?ports=80&ports=81,82", "/portForward/default/web?port=80,81,82")]
    public async Task Upgraded_connections_are_passed_through(string path, string expected)
    {
        var (head, stream) = await UpgradeAsync("POST", $"{Web}/{path}");
        using (stream)
        {
            Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
            Assert.Contains("Upgrade: SPDY/3.1\r\n", head, StringComparison.Ordinal);
            Assert.Contains("X-Stream-Protocol-Version: v4.channel.k8s.io\r\n", head, StringComparison.Ordinal);
            Assert.Equal("POST " + expected, _kubelet.LastRequest);
            Assert.False(_kubelet.LastHeaders.ContainsKey("Authorization"));
            await stream.WriteAsync("ping"u8.ToArray());
            var answer = new byte[4];
            await stream.ReadExactlyAsync(answer, TestServer.Deadline);
            Assert.Equal("ping", Encoding.ASCII.GetString(answer));
        }
    }

    [Fact]
    public async Task A_kubelet_that_does_not_upgrade_has_the_last_word()
    {
        _kubelet.RefusesUpgrades = true;
        _kubelet.Answer = static http =>
        {
            http.Response.StatusCode = 403;
            return http.Response.WriteAsync("no");
        };
        var (head, stream) = await UpgradeAsync("POST", Web + "/exec?command=ls");
        await stream.DisposeAsync();
        Assert.StartsWith("HTTP/1.1 403", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubelet_that_answers_without_upgrading_is_an_error()
    {
        _kubelet.RefusesUpgrades = true;
        var (head, stream) = await UpgradeAsync("POST", Web + "/exec?command=ls");
        await stream.DisposeAsync();
        Assert.StartsWith("HTTP/1.1 500", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_get_an_exec_gets_none()
    {
        _server.Core.Authorizer = new OnlyGet();
        var (head, stream) = await UpgradeAsync("GET", Web + "/exec?command=ls");
        await stream.DisposeAsync();
        Assert.StartsWith("HTTP/1.1 403", head, StringComparison.Ordinal);
        using var answer = await _client.GetAsync(Web + "/log", TestServer.Deadline);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_service_without_endpoints_is_unavailable()
    {
        await CreateAsync(new Service
        {
            Metadata = new ObjectMeta { Name = "svc", Namespace = "default" },
            Spec = ServiceSpec.Empty with { Ports = [ServicePort.Empty with { Name = "http", Port = 80 }] },
        });
        await CreateAsync(new Endpoints { Metadata = new ObjectMeta { Name = "svc", Namespace = "default" } });
        Assert.Equal("no endpoints available for service \"svc\"", await MessageAsync("services/svc:80/proxy/"));
        Assert.Equal("no endpoints available for service \"svc\"", await MessageAsync("services/svc:http/proxy/"));
        Assert.Equal("no service port 81 found for service \"svc\"", await MessageAsync("services/svc:81/proxy/"));
    }

    [Fact]
    public async Task Endpoints_that_are_no_pods_are_not_proxied_to()
    {
        var address = EndpointAddress.Empty with { IP = "192.0.2.1", TargetRef = ObjectReference.Empty with { Kind = "Pod", Name = "web", Namespace = "default" } };
        await CreateAsync(new Endpoints
        {
            Metadata = new ObjectMeta { Name = "fake", Namespace = "default" },
            Subsets = [EndpointSubset.Empty with { Addresses = [address], Ports = [EndpointPort.Empty with { Name = "", Port = 80 }] }],
        });
        Assert.Equal("no endpoints available for service \"fake\"", await MessageAsync("services/fake/proxy/"));
    }

    private async Task<string?> MessageAsync(string path)
    {
        using var answer = await _client.GetAsync("/api/v1/namespaces/default/" + path, TestServer.Deadline);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("message").GetString();
    }

    private sealed class OnlyGet : IAuthorizer
    {
        public AccessResult Authorize(AccessRequest request) => new(request.Verb == "get" ? AccessDecision.Allow : AccessDecision.NoOpinion, "");
    }

    [Fact]
    public async Task A_kubelet_that_is_not_there_is_an_error_of_the_server()
    {
        await CreateAsync(Node("node-3", 1));
        await CreateAsync(Pod("gone", "node-3", "app"));
        var (head, stream) = await UpgradeAsync("POST", "/api/v1/namespaces/default/pods/gone/exec?command=ls");
        await stream.DisposeAsync();
        Assert.StartsWith("HTTP/1.1 500", head, StringComparison.Ordinal);
    }

    private async Task<(string Head, Stream Stream)> UpgradeAsync(string method, string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _host.Address.Port);
        var stream = new NetworkStream(socket, ownsSocket: true);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nAuthorization: Bearer secret\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, TestServer.Deadline);
            head.Append((char)one[0]);
        }

        return (head.ToString(), stream);
    }

    private Task CreateAsync<T>(T value)
        where T : class, IKubernetesObject<T> => _server.Client.CreateAsync(value, TestServer.Deadline);

    private static Node Node(string name, int port) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Status = NodeStatus.Empty with
        {
            Addresses = [new NodeAddress { Type = "InternalIP", Address = "127.0.0.1" }, new NodeAddress { Type = "Hostname", Address = "nowhere.invalid" }],
            DaemonEndpoints = NodeDaemonEndpoints.Empty with { KubeletEndpoint = DaemonEndpoint.Empty with { Port = port } },
        },
    };

    private static Pod Pod(string name, string node, params string[] containers) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = PodSpec.Empty with { NodeName = node, Containers = containers.Select(each => new Container { Name = each, Image = "x" }).ToApiList() },
        Status = PodStatus.Empty with { PodIPs = [new PodIP { IP = "127.0.0.1" }] },
    };
}
