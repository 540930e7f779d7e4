using System.Net;
using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Fakes;
using Tiphys.Containers;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Hooks;
using Tiphys.Kubelet.Tests.Probes;

namespace Tiphys.Kubelet.Tests.Hooks;

public sealed class HookRunnerTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly FakeEvents _events = new();
    private readonly HookRunner _runner;

    public HookRunnerTests() => _runner = new HookRunner(new FakeRuntime(Exec), _events, _clock);

    public void Dispose() => _runner.Dispose();

    [Fact]
    public async Task A_command_succeeds_or_tells_why_not()
    {
        Assert.True((await RunAsync(Command("true"))).Succeeded);
        Assert.Equal(
            "Exec lifecycle hook ([sh -c false]) for Container \"app\" in Pod \"web_shop(11-22)\" failed - error: "
            + "command 'sh -c false' exited with 2: bad, message: \"out\\nbad\"",
            (await RunAsync(Command("sh", "-c", "false"))).Failure);
    }

    [Fact]
    public async Task Sleeping_takes_its_time_and_can_be_cut_short()
    {
        var handler = LifecycleHandler.Empty with { Sleep = SleepAction.Empty with { Seconds = 30 } };
        var run = RunAsync(handler);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(run.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await run).Succeeded);
        using var stop = new CancellationTokenSource();
        run = RunAsync(handler, stop.Token);
        await stop.CancelAsync();
        Assert.EndsWith("failed - error: container terminated before sleep hook finished", (await run).Failure);
    }

    [Theory]
    [InlineData("HTTP", 1)]
    [InlineData("HTTPS", 2)] // It is asked over TLS first.
    public async Task Any_answer_over_http_will_do(string scheme, int connections)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var request = "";
        var server = Task.Run(async () =>
        {
            for (var i = 0; i < connections; i++)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var buffer = new byte[4096];
                request = System.Text.Encoding.Latin1.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer));
                await client.GetStream().WriteAsync("HTTP/1.1 500 no\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            }
        });
        var get = HTTPGetAction.Empty with
        {
            Path = "/hook", Port = port, Scheme = scheme, HTTPHeaders = [new HTTPHeader { Name = "Authorization", Value = "secret" }],
        };
        Assert.Null((await RunAsync(LifecycleHandler.Empty with { HTTPGet = get })).Failure);
        await server;
        Assert.StartsWith("GET /hook HTTP/1.1\r\n", request);
        Assert.Contains("User-Agent: kube-lifecycle/1.36", request);
        Assert.Equal(scheme == "HTTP", request.Contains("secret"));
        Assert.Equal(scheme == "HTTPS", _events.Recorded.Any(text => text.Contains("LifecycleHTTPFallback")));
    }

    [Fact]
    public async Task What_cannot_be_run_is_told()
    {
        var get = HTTPGetAction.Empty with { Path = "/hook", Port = "none", Scheme = "HTTP" };
        Assert.EndsWith("failed - error: strconv.Atoi: parsing \"none\": invalid syntax", (await RunAsync(LifecycleHandler.Empty with { HTTPGet = get })).Failure);
        Assert.StartsWith("Cannot run handler: invalid handler", (await RunAsync(LifecycleHandler.Empty with { TCPSocket = TCPSocketAction.Empty with { Port = 80 } })).Failure);
    }

    private static LifecycleHandler Command(params string[] command) =>
        LifecycleHandler.Empty with { Exec = ExecAction.Empty with { Command = command.ToApiList() } };

    private static ExecSyncResult Exec(IReadOnlyList<string> command) =>
        command[0] == "true" ? new ExecSyncResult([], [], 0) : new ExecSyncResult("out\n"u8.ToArray(), "bad"u8.ToArray(), 2);

    private Task<HookResult> RunAsync(LifecycleHandler handler, CancellationToken cancellationToken = default) => _runner.RunAsync(
        handler,
        TestPods.Pod(TestPods.Container()),
        TestPods.Container(),
        "c1",
        new PodFacts { NodeName = "node-1", PodIPs = ["127.0.0.1"] },
        cancellationToken);
}
