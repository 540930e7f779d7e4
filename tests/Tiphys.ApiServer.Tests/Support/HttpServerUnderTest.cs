using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.FlowControl;
using Tiphys.ApiServer.Hosting;
using Tiphys.ApiServer.Kinds;
using Tiphys.Storage.Embedded;

namespace Tiphys.ApiServer.Tests.Support;

/// <summary>An API server over plain HTTP that believes the header <c>X-User</c>; without it an administrator asks. Everybody may do everything.</summary>
internal sealed class HttpServerUnderTest : IAsyncDisposable
{
    private readonly EmbeddedStore _store = EmbeddedStore.InMemory();

    public ApiServerHost Host { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<HttpServerUnderTest> StartAsync(FlowControlOptions? flow = null)
    {
        var server = new HttpServerUnderTest();
        var options = new ApiServerHostOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Authenticators = [new HeaderAuthenticator()],
            FlowControl = flow ?? new(),
        };
        server.Host = await ApiServerHost.StartAsync(new ApiServerCore(server._store, KindStrategies.All), options, null, TestServer.Deadline);
        server.Http = new HttpClient { BaseAddress = server.Host.Address, Timeout = TimeSpan.FromSeconds(60) };
        return server;
    }

    /// <summary>A connection on which the test says every byte itself.</summary>
    public async Task<TcpClient> ConnectAsync(string head)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, Host.Address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n\r\n"), TestServer.Deadline);
        return connection;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (user is not null)
        {
            request.Headers.Add("X-User", user);
        }

        return await Http.SendAsync(request, TestServer.Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        await _store.DisposeAsync();
    }

    private sealed class HeaderAuthenticator : IAuthenticator
    {
        public ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
        {
            var name = context.Request.Headers["X-User"].ToString();
            return ValueTask.FromResult<UserInfo?>(
                name.Length > 0 ? new UserInfo { Name = name, Groups = ["system:authenticated"] } : new UserInfo { Name = "admin", Groups = ["system:masters", "system:authenticated"] });
        }
    }
}
