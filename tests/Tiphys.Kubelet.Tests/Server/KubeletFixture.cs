using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Client;
using Tiphys.Kubelet.Server;

namespace Tiphys.Kubelet.Tests.Server;

/// <summary>A kubelet's API over a fake runtime, with real HTTPS.</summary>
internal sealed class KubeletFixture : IAsyncDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _serving;
    private readonly KubeletServer _server;

    private KubeletFixture(X509Certificate2 authority, X509Certificate2 serving, FakeContainerRuntime runtime, KubeletServer server)
    {
        (_authority, _serving, Runtime, _server) = (authority, serving, runtime, server);
        Admin = IssueClient("admin", "system:masters");
    }

    public FakeContainerRuntime Runtime { get; }

    public X509Certificate2 Admin { get; }

    public X509Certificate2 Serving => _serving;

    public int Port => _server.Port;

    public static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public static async Task<KubeletFixture> StartAsync(
        IKubernetesClient? client = null, Func<IReadOnlyList<Pod>>? pods = null, Func<KubeletServerOptions, KubeletServerOptions>? change = null)
    {
        var authority = MakeAuthority();
        var serving = Issue(authority, "CN=node-1", "1.3.6.1.5.5.7.3.1");
        var runtime = new FakeContainerRuntime();
        runtime.AddPod("default", "web");
        runtime.AddContainer("default", "web", "app");
        var options = new KubeletServerOptions
        {
            NodeName = "node-1",
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Certificate = serving,
            ClientAuthority = authority,
            Pods = pods,
        };
        var server = await KubeletServer.StartAsync(change?.Invoke(options) ?? options, runtime, client, null, Deadline);
        return new KubeletFixture(authority, serving, runtime, server);
    }

    public X509Certificate2 IssueClient(string user, params string[] groups) =>
        Issue(_authority, string.Concat(groups.Select(group => $"O={group},")) + $"CN={user}", "1.3.6.1.5.5.7.3.2");

    public HttpClient Http(X509Certificate2? certificate) => new(Handler(certificate)) { BaseAddress = new Uri($"https://127.0.0.1:{Port}") };

    public async Task<(HttpStatusCode Code, string Text)> GetAsync(string path)
    {
        using var http = Http(Admin);
        using var answer = await http.GetAsync(path, Deadline);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Deadline));
    }

    /// <summary>Opens a WebSocket; null when the server refuses.</summary>
    public async Task<ClientWebSocket> WebSocketAsync(string path, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        foreach (var protocol in protocols)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        using var invoker = new HttpMessageInvoker(Handler(Admin), disposeHandler: false);
        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{Port}{path}"), invoker, Deadline);
        return socket;
    }

    /// <summary>Opens a SPDY connection.</summary>
    public async Task<SpdyTestClient> SpdyAsync(string path, params string[] protocols)
    {
        var stream = await ConnectAsync();
        var head = new StringBuilder($"POST {path} HTTP/1.1\r\nHost: node-1\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nContent-Length: 0\r\n");
        foreach (var protocol in protocols)
        {
            head.Append("X-Stream-Protocol-Version: ").Append(protocol).Append("\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), Deadline);
        var answer = await ReadHeadAsync(stream);
        return new SpdyTestClient(stream, answer);
    }

    /// <summary>Opens a WebSocket whose subprotocol the framework's client does not take: it has a slash.</summary>
    public async Task<(WebSocket Socket, string Answer)> TunnelAsync(string path, string protocol)
    {
        var stream = await ConnectAsync();
        var head = $"GET {path} HTTP/1.1\r\nHost: node-1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {protocol}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Deadline);
        return (WebSocket.CreateFromStream(stream, new WebSocketCreationOptions()), await ReadHeadAsync(stream));
    }

    public async Task<SslStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port, Deadline);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(Tls(Admin), Deadline);
        return tls;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Admin.Dispose();
        _serving.Dispose();
        _authority.Dispose();
    }

    private static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, Deadline);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static SocketsHttpHandler Handler(X509Certificate2? certificate) => new() { SslOptions = Tls(certificate), AllowAutoRedirect = false };

    private static SslClientAuthenticationOptions Tls(X509Certificate2? certificate) => new()
    {
        TargetHost = "127.0.0.1",
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        ClientCertificates = certificate is null ? null : [certificate],
        LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
    };

    private static X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string subject, string purpose)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddMinutes(-30), DateTimeOffset.UtcNow.AddMinutes(30), RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }
}
