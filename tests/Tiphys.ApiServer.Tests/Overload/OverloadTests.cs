using System.Net;
using System.Net.Sockets;
using System.Text;
using Tiphys.ApiServer.Tests.FlowControl;
using Tiphys.ApiServer.Tests.Support;

namespace Tiphys.ApiServer.Tests.Overload;

/// <summary>Clients that do the server no good: each is ended or borne, and the others are answered.</summary>
public sealed class OverloadTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task A_body_that_never_comes_is_waited_for_only_so_long()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        using var slow = await server.ConnectAsync($"POST {Maps}?timeout=300ms HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 100");
        var answer = await ReadAsync(slow);
        Assert.StartsWith("HTTP/1.1 504 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"message\":\"Timeout: request did not complete within the allotted timeout\",\"reason\":\"Timeout\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_limit_that_is_none_is_refused()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        using var answer = await server.GetAsync(Maps + "?timeout=soon");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("invalid timeout specified in the request URL - time: invalid duration", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_vanishes_leaves_its_seat()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        using (await server.ConnectAsync($"POST {Maps} HTTP/1.1\nHost: x\nX-User: gone\nContent-Type: application/json\nContent-Length: 100"))
        {
            await FlowGateTests.WaitForAsync(server, "gone");
        }

        await FlowGateTests.WaitForAsync(server, "gone", present: false);
    }

    [Fact]
    public async Task An_endless_body_is_cut_off()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        using var endless = await server.ConnectAsync($"POST {Maps} HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked");
        var answer = ReadAsync(endless);
        var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 0x10000) + "\r\n");
        try
        {
            for (var sent = 0; sent < 100 && !answer.IsCompleted; sent++)
            {
                await endless.GetStream().WriteAsync(chunk, TestServer.Deadline);
            }
        }
        catch (IOException)
        {
            // The server has answered and closed.
        }

        Assert.StartsWith("HTTP/1.1 413 ", await answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/yaml")]
    public async Task A_body_that_is_too_deep_is_refused(string type)
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        using var content = new StringContent($"{{\"metadata\":{{\"name\":\"a\"}},\"deep\":{new string('[', 50_000)}{new string(']', 50_000)}}}", Encoding.UTF8, type);
        using var answer = await server.Http.PostAsync(Maps, content, TestServer.Deadline);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_holds_up_no_writer()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        using var stalled = await server.ConnectAsync($"GET {Maps}?watch=true HTTP/1.1\nHost: x");
        var text = new string('x', 100_000);
        for (var number = 0; number < 100; number++)
        {
            using var content = new StringContent($$$"""{"metadata":{"name":"m{{{number}}}"},"data":{"k":"{{{text}}}"}}""", Encoding.UTF8, "application/json");
            using var answer = await server.Http.PostAsync(Maps, content, TestServer.Deadline);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Many_idle_connections_do_not_keep_others_out()
    {
        await using var server = await HttpServerUnderTest.StartAsync();
        var idle = new List<TcpClient>();
        try
        {
            for (var number = 0; number < 2000; number++)
            {
                var connection = new TcpClient();
                idle.Add(connection);
                await connection.ConnectAsync(IPAddress.Loopback, server.Host.Address.Port, TestServer.Deadline);
            }

            using var answer = await server.GetAsync("/readyz");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            idle.ForEach(connection => connection.Dispose());
        }
    }

    // What comes until the answer's text is there or the server closes.
    private static async Task<string> ReadAsync(TcpClient connection)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        while (!text.ToString().Contains("\"code\":", StringComparison.Ordinal) && await connection.GetStream().ReadAsync(buffer, TestServer.Deadline) is var count and > 0)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
