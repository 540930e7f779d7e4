using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Discovery;
using Tiphys.ApiServer.FlowControl;
using Tiphys.ApiServer.InProcess;
using Tiphys.ApiServer.Kinds;
using Tiphys.ApiServer.OpenApi;
using Tiphys.ApiServer.Pipeline;
using Tiphys.Storage;
using Tiphys.Storage.Embedded;

namespace Tiphys.Fuzz.Tests.Targets;

/// <summary>The whole way of a request but the socket: any method, path, headers and body, over a store in memory.</summary>
internal sealed partial class ServerUnderFuzz
{
    private const int MaxRequests = 20_000;
    private readonly FailureLog _log = new();
    private RequestPipeline _pipeline;
    private FlowController? _flow;
    private int _requests;

    public ServerUnderFuzz() => _pipeline = Start();

    /// <summary>A request as bytes: method, path, Accept and Content-Type in a line each, then the body.</summary>
    public static byte[] Write(RecordedRequest request) =>
        Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.Accept}\n{request.ContentType}\n{request.Body}");

    /// <summary>Sends a request; a failure of the server, not of the request, is thrown.</summary>
    public string Send(byte[] input)
    {
        // What was created piles up; a new server now and then keeps lists short.
        if (++_requests % MaxRequests == 0)
        {
            _pipeline = Start();
        }

        var (lines, body) = Split(input);
        var http = new DefaultHttpContext();
        http.Request.Method = lines[0].Length is > 0 and < 20 ? lines[0] : "GET";
        var query = lines[1].IndexOf('?');
        http.Request.Path = new PathString("/" + Uri.UnescapeDataString(query < 0 ? lines[1] : lines[1][..query]).TrimStart('/'));
        http.Request.QueryString = query < 0 ? default : new QueryString(lines[1][query..]);
        http.Request.Headers.Accept = lines[2];
        http.Request.ContentType = lines[3];
        http.Request.Body = new MemoryStream(body);
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        _pipeline.InvokeAsync(http).Wait(TimeSpan.FromSeconds(30));
        if (_log.Take() is { } failure)
        {
            throw new InvalidOperationException($"the server failed: {failure.Message}", failure);
        }

        return $"{http.Request.Method} {http.Response.StatusCode} {Shape(answer)}";
    }

    private RequestPipeline Start()
    {
        var server = new ApiServerCore(EmbeddedStore.InMemory(new StoreOptions { HistoryBytes = 1 << 20 }), KindStrategies.All);
        DefaultAdmission.Install(server);
        var client = new InProcessClient(server, UserInfo, "fuzz");
        client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "default" } }, default).GetAwaiter().GetResult();
        client.CreateAsync(new ServiceAccount { Metadata = new ObjectMeta { Name = "default", Namespace = "default" } }, default).GetAwaiter().GetResult();

        // Watches end as soon as they have told what there is.
        var options = new FlowControlOptions();
        var flow = FlowController.StartAsync(server, options, _log, CancellationToken.None).GetAwaiter().GetResult();
        Interlocked.Exchange(ref _flow, flow)?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return new RequestPipeline(
            server,
            [new Anybody()],
            [new DiscoveryEndpoint(server), new OpenApiEndpoint(server)],
            new RequestMetrics(),
            new FlowGate(server, flow, options),
            _log,
            new CancellationToken(canceled: true));
    }

    private static UserInfo UserInfo { get; } = new() { Name = "fuzz", Groups = ["system:masters", "system:authenticated"] };

    private static (string[] Lines, byte[] Body) Split(byte[] input)
    {
        var lines = new string[4];
        var rest = input.AsSpan();
        for (var i = 0; i < lines.Length; i++)
        {
            var end = rest.IndexOf((byte)'\n');
            lines[i] = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return (lines, rest.ToArray());
    }

    // Messages without what they quote: a new one means that the request came to a new place.
    private static string Shape(MemoryStream answer)
    {
        var text = Encoding.UTF8.GetString(answer.GetBuffer().AsSpan(0, (int)Math.Min(answer.Length, 4000)));
        return Message().Match(text) is { Success: true } match ? Quoted().Replace(match.Value, "") : text.Length > 0 ? "body" : "";
    }

    [GeneratedRegex("\"message\":\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Message();

    [GeneratedRegex("\\\\\".*?\\\\\"|[0-9]+|\\[[^\\]]*\\]")]
    private static partial Regex Quoted();

    private sealed class Anybody : IAuthenticator
    {
        public ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) => new(ServerUnderFuzz.UserInfo);
    }

    /// <summary>Failures that the pipeline logs are those that no client caused.</summary>
    private sealed class FailureLog : ILogger
    {
        private Exception? _last;

        public Exception? Take() => Interlocked.Exchange(ref _last, null);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                _last = exception ?? new InvalidOperationException(formatter(state, exception));
            }
        }
    }
}
