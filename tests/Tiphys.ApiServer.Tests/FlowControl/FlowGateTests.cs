using System.Net;
using System.Text;
using System.Text.Json;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.FlowControl;

public sealed class FlowGateTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Body = """{"metadata":{"name":"a"}}""";

    [Fact]
    public async Task A_full_level_refuses_its_own_and_nobody_else()
    {
        // One seat for each level; a body that does not come holds it.
        await using var server = await HttpServerUnderTest.StartAsync(new() { ServerConcurrencyLimit = 1 });
        using var slow = await server.ConnectAsync($"POST {Maps} HTTP/1.1\nHost: x\nX-User: slow\nContent-Type: application/json\nContent-Length: {Body.Length}");
        await WaitForAsync(server, "slow");

        using var refused = await server.GetAsync(Maps + "?timeout=400ms", "other");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("Too many requests, please try again later.\n", await refused.Content.ReadAsStringAsync());
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        using var exempt = await server.GetAsync(Maps);
        Assert.Equal(HttpStatusCode.OK, exempt.StatusCode);

        // One that waits is let on when the seat is free.
        var waiting = server.GetAsync(Maps, "other");
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Body));
        using var served = await waiting;
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        var metrics = await server.Http.GetStringAsync("/metrics");
        Assert.Contains("apiserver_flowcontrol_rejected_requests_total{priority_level=\"global-default\",flow_schema=\"global-default\",reason=\"time-out\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("apiserver_flowcontrol_nominal_limit_seats{priority_level=\"global-default\"} 1", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_names_its_schema_and_level()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        using var answer = await server.GetAsync(Maps, "someone");
        Assert.Equal(await UidAsync(server, "flowschemas"), answer.Headers.GetValues("X-Kubernetes-PF-FlowSchema-UID").Single());
        Assert.Equal(await UidAsync(server, "prioritylevelconfigurations"), answer.Headers.GetValues("X-Kubernetes-PF-PriorityLevel-UID").Single());
    }

    [Fact]
    public async Task A_new_schema_is_in_force_soon()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        using var content = new StringContent(
            """
            {"metadata":{"name":"mine"},"spec":{"matchingPrecedence":50,"priorityLevelConfiguration":{"name":"workload-high"},"rules":[{"subjects":[{"kind":"User","user":{"name":"me"}}],
            "resourceRules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"],"namespaces":["*"]}]}]}}
            """,
            Encoding.UTF8,
            "application/json");
        using var created = await server.Http.PostAsync("/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas", content);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var schema = JsonDocument.Parse(await created.Content.ReadAsStringAsync());
        var uid = schema.RootElement.GetProperty("metadata").GetProperty("uid").GetString();
        var deadline = TestServer.Deadline;
        while (true)
        {
            deadline.ThrowIfCancellationRequested();
            using var answer = await server.GetAsync(Maps, "me");
            if (answer.Headers.GetValues("X-Kubernetes-PF-FlowSchema-UID").Single() == uid)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Levels_and_queues_can_be_looked_at()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        var levels = await server.Http.GetStringAsync("/debug/api_priority_and_fairness/dump_priority_levels");
        Assert.StartsWith("PriorityLevelName, ActiveQueues, IsIdle, ", levels, StringComparison.Ordinal);
        Assert.Contains("\ncatch-all,", levels, StringComparison.Ordinal);
        Assert.Contains("\nworkload-low,", await server.Http.GetStringAsync("/debug/api_priority_and_fairness/dump_queues"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_holds_its_seat_only_while_it_starts()
    {
        await using var server = await HttpServerUnderTest.StartAsync(new() { ServerConcurrencyLimit = 1 });
        using var request = new HttpRequestMessage(HttpMethod.Get, Maps + "?watch=true") { Headers = { { "X-User", "watcher" } } };
        using var watch = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var other = await server.GetAsync(Maps, "other");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    internal static async Task WaitForAsync(HttpServerUnderTest server, string user, bool present = true)
    {
        var deadline = TestServer.Deadline;
        while ((await server.Http.GetStringAsync("/debug/api_priority_and_fairness/dump_requests?includeRequestDetails=1", deadline)).Contains($" {user},", StringComparison.Ordinal) != present)
        {
            deadline.ThrowIfCancellationRequested();
        }
    }

    private static async Task<string?> UidAsync(HttpServerUnderTest server, string plural)
    {
        using var json = JsonDocument.Parse(await server.Http.GetStringAsync($"/apis/flowcontrol.apiserver.k8s.io/v1/{plural}/global-default"));
        return json.RootElement.GetProperty("metadata").GetProperty("uid").GetString();
    }
}
