using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Probes;

namespace Tiphys.Kubelet.Tests.Probes;

public sealed class ProberTests : IAsyncLifetime
{
    private static readonly PodFacts Facts = new() { NodeName = "node-1", PodIPs = ["127.0.0.1"] };

    private readonly WebApplication _server;
    private readonly List<string> _seen = [];
    private Func<IReadOnlyList<string>, ExecSyncResult> _exec = _ => new ExecSyncResult([], [], 0);
    private Func<HttpContext, Task> _grpc = _ => Task.CompletedTask;

    public ProberTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _server = builder.Build();
        _server.Run(ServeAsync);
    }

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("/ok", "Success", "fine")]
    [InlineData("ok?x=1", "Success", "fine")]
    [InlineData("/redirect", "Success", "fine")]
    [InlineData("/away", "Warning", "Probe terminated redirects, Response body: ")]
    [InlineData("/none", "Failure", "HTTP probe failed with statuscode: 404")]
    public async Task An_answer_is_judged_by_its_status(string path, string outcome, string output) =>
        Assert.Equal(new ProbeResult(Enum.Parse<ProbeOutcome>(outcome), output), await RunAsync(Get(path)));

    [Fact]
    public async Task Redirects_end_some_time()
    {
        var result = await RunAsync(Get("/round"));
        Assert.Equal($"Get \"http://127.0.0.1:{Port(0)}/round\": stopped after 10 redirects", result.Output);
    }

    [Fact]
    public async Task Headers_are_those_of_the_spec_and_connections_are_not_kept()
    {
        await RunAsync(Get("/headers"));
        Assert.Equal("host=127.0.0.1 agent=kube-probe/1.36 accept=*/* connection=close x=", _seen[0]);
        await RunAsync(Get("/headers", ("Host", "shop.example"), ("User-Agent", "me"), ("Accept", ""), ("X-Test", "1"), ("X-Test", "2")));
        Assert.Equal("host=shop.example agent=me accept= connection=close x=1, 2", _seen[1]);
    }

    [Fact]
    public async Task Ports_can_be_named()
    {
        var get = Get("/ok");
        get = get with { HTTPGet = get.HTTPGet! with { Port = "web" } };
        Assert.Equal(ProbeOutcome.Success, (await RunAsync(get)).Outcome);
        get = get with { HTTPGet = get.HTTPGet! with { Port = "none" } };
        Assert.Equal(new ProbeResult(ProbeOutcome.Error, "strconv.Atoi: parsing \"none\": invalid syntax"), await RunAsync(get));
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_a_failure()
    {
        var result = await RunAsync(Get("/slow"), timeoutSeconds: 1);
        Assert.Equal(ProbeOutcome.Failure, result.Outcome);
        Assert.EndsWith("/slow\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)", result.Output);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_a_failure()
    {
        var port = FreePort();
        var refused = $"dial tcp 127.0.0.1:{port}: connect: connection refused";
        var get = ProbeHandler.Empty with { HTTPGet = HTTPGetAction.Empty with { Path = "/", Port = port, Scheme = "HTTP" } };
        Assert.Equal(new ProbeResult(ProbeOutcome.Failure, $"Get \"http://127.0.0.1:{port}/\": {refused}"), await RunAsync(get));
        var tcp = ProbeHandler.Empty with { TCPSocket = TCPSocketAction.Empty with { Port = port } };
        Assert.Equal(new ProbeResult(ProbeOutcome.Failure, refused), await RunAsync(tcp));
        var grpc = await RunAsync(ProbeHandler.Empty with { GRPC = GRPCAction.Empty with { Port = port } });
        Assert.Equal(new ProbeResult(ProbeOutcome.Failure, $"error: failed to connect service at \"127.0.0.1:{port}\": {refused}"), grpc);
    }

    [Fact]
    public async Task A_port_that_somebody_listens_on_is_a_success() =>
        Assert.Equal(ProbeOutcome.Success, (await RunAsync(ProbeHandler.Empty with { TCPSocket = TCPSocketAction.Empty with { Port = Port(0), Host = "localhost" } })).Outcome);

    [Theory]
    [InlineData("", 1, 0, "Success", "service healthy")]
    [InlineData("shop", 2, 0, "Failure", "service unhealthy (responded with \"NOT_SERVING\")")]
    [InlineData("shop", 0, 0, "Failure", "service unhealthy (responded with \"UNKNOWN\")")]
    [InlineData("none", 0, 5, "Failure", "error: health rpc probe failed: rpc error: code = NotFound desc = who is it")]
    [InlineData("", 0, 12, "Failure", "error: this server does not implement the grpc health protocol (grpc.health.v1.Health): who is it")]
    public async Task Health_is_asked_over_grpc(string service, int state, int status, string outcome, string output)
    {
        _grpc = async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var message = body.ToArray()[5..];
            Assert.Equal(service, message.Length == 0 ? "" : System.Text.Encoding.UTF8.GetString(message[2..]));
            context.Response.ContentType = "application/grpc";
            if (status == 0)
            {
                await context.Response.Body.WriteAsync(state == 0 ? new byte[] { 0, 0, 0, 0, 0 } : [0, 0, 0, 0, 2, 8, (byte)state]);
            }

            context.Response.AppendTrailer("grpc-status", status.ToString());
            context.Response.AppendTrailer("grpc-message", status == 0 ? "" : "who%20is it");
        };
        var handler = ProbeHandler.Empty with { GRPC = GRPCAction.Empty with { Port = Port(1), Service = service } };
        Assert.Equal(new ProbeResult(Enum.Parse<ProbeOutcome>(outcome), output), await RunAsync(handler));
    }

    [Fact]
    public async Task A_command_is_judged_by_its_exit_code()
    {
        _exec = command => new ExecSyncResult([.. string.Join('|', command).Select(c => (byte)c)], "!"u8.ToArray(), command[0] == "ok" ? 0 : 3);
        Assert.Equal(new ProbeResult(ProbeOutcome.Success, "ok|7|$(B)!"), await RunAsync(Exec("ok", "$(A)", "$(B)")));
        Assert.Equal(new ProbeResult(ProbeOutcome.Failure, "bad!"), await RunAsync(Exec("bad")));
        _exec = _ => new ExecSyncResult(new byte[20_000], [], 0);
        Assert.Equal(10 << 10, (await RunAsync(Exec("ok"))).Output.Length);
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_a_failure_and_one_that_cannot_be_run_an_error()
    {
        var attempts = 0;
        _exec = _ => throw new ContainerRuntimeException(ContainerRuntimeError.DeadlineExceeded, "late");
        Assert.Equal(new ProbeResult(ProbeOutcome.Failure, "command timed out: \"sleep 9\" timed out after 1s"), await RunAsync(Exec("sleep", "9"), timeoutSeconds: 1));
        _exec = _ => ++attempts > 0 ? throw new ContainerRuntimeException("no such thing") : new ExecSyncResult([], [], 0);
        Assert.Equal(new ProbeResult(ProbeOutcome.Error, "no such thing"), await RunAsync(Exec("x")));
        Assert.Equal(3, attempts);
    }

    private static ProbeHandler Exec(params string[] command) => ProbeHandler.Empty with { Exec = ExecAction.Empty with { Command = command.ToApiList() } };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private ProbeHandler Get(string path, params (string Name, string Value)[] headers) => ProbeHandler.Empty with
    {
        HTTPGet = HTTPGetAction.Empty with
        {
            Path = path,
            Port = Port(0),
            Scheme = "HTTP",
            HTTPHeaders = headers.Select(header => new HTTPHeader { Name = header.Name, Value = header.Value }).ToApiList(),
        },
    };

    private int Port(int listener) => new Uri(_server.Urls.ElementAt(listener)).Port;

    private async Task<ProbeResult> RunAsync(ProbeHandler handler, int timeoutSeconds = 20)
    {
        await using var runtime = new FakeRuntime(command => _exec(command));
        using var prober = new Prober(runtime, TimeProvider.System);
        var container = TestPods.Container() with
        {
            Ports = [ContainerPort.Empty with { Name = "web", Port = Port(0) }],
            Env = [EnvVar.Empty with { Name = "A", Value = "7" }],
        };
        var target = new ProbeTarget(TestPods.Pod(container), container, "c1", Facts);
        return await prober.ProbeAsync(target, Probe.Empty with { ProbeHandler = handler, TimeoutSeconds = timeoutSeconds }, CancellationToken.None);
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        switch (request.Path.Value)
        {
            case "/ok":
                await context.Response.WriteAsync("fine");
                break;
            case "/redirect":
                context.Response.Redirect("/ok");
                break;
            case "/round":
                context.Response.Redirect("/round");
                break;
            case "/away":
                context.Response.Redirect("http://elsewhere.example/");
                break;
            case "/headers":
                _seen.Add($"host={request.Host.Host} agent={request.Headers.UserAgent} accept={request.Headers.Accept} connection={request.Headers.Connection} x={request.Headers["X-Test"]}");
                break;
            case "/slow":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "/grpc.health.v1.Health/Check":
                await _grpc(context);
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }
}
