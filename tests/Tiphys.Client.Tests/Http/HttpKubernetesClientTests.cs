using System.Net;
using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Client.Http;

namespace Tiphys.Client.Tests.Http;

public sealed class HttpKubernetesClientTests : IDisposable
{
    private readonly StubHandler _server = new();
    private readonly ManualClock _clock = new();
    private readonly HttpKubernetesClient _client;

    public HttpKubernetesClientTests() => _client = new(new HttpClient(_server) { BaseAddress = new("https://api.example.test/prefix") }, _clock);

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Requests_go_to_the_paths_of_the_API()
    {
        _server.Answer(200, "{\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}");
        var map = ConfigMap.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "n", Name = "a" } };
        await _client.GetAsync<ConfigMap>("n", "a", default);
        await _client.CreateAsync(map, default);
        await _client.UpdateAsync(map, null, default);
        await _client.PatchAsync<Node>(null, "x", PatchRequest.Merge("{}"u8.ToArray()), "status", default);
        await _client.DeleteAsync<ConfigMap>("n", "a", null, default);
        await _client.ListAsync<Api.Apps.V1.Deployment>(null, new ListRequest { LabelSelector = "a=b,c", Limit = 5 }, default);
        Assert.Equal(
        [
            "GET /prefix/api/v1/namespaces/n/configmaps/a",
            "POST /prefix/api/v1/namespaces/n/configmaps",
            "PUT /prefix/api/v1/namespaces/n/configmaps/a",
            "PATCH /prefix/api/v1/nodes/x/status application/merge-patch+json",
            "DELETE /prefix/api/v1/namespaces/n/configmaps/a",
            "GET /prefix/apis/apps/v1/deployments?labelSelector=a%3Db%2Cc&limit=5",
        ],
            _server.Requests);
    }

    [Fact]
    public async Task A_list_gives_its_items_version_and_continuation()
    {
        _server.Answer(200, """
            {"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"t","remainingItemCount":3},
             "unknown":{"a":[1]},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"},"data":{"k":"v"}}]}
            """);
        var list = await _client.ListAsync<ConfigMap>("n", ListRequest.All, default);
        Assert.Equal(["a", "b"], list.Items.Select(item => item.Metadata.Name));
        Assert.Equal(("7", "t", 3L), (list.ResourceVersion, list.Continue, list.RemainingItemCount));
    }

    [Fact]
    public async Task A_status_is_an_exception_with_its_reason()
    {
        _server.Answer(404, "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"configmaps \\\"a\\\" not found\",\"reason\":\"NotFound\",\"code\":404}");
        var error = await Assert.ThrowsAsync<ApiException>(() => _client.GetAsync<ConfigMap>("n", "a", default));
        Assert.True(error.IsNotFound);
        Assert.Equal("configmaps \"a\" not found", error.Message);
    }

    [Theory]
    [InlineData(409, StatusReason.Conflict)]
    [InlineData(403, StatusReason.Forbidden)]
    [InlineData(502, StatusReason.InternalError)]
    public async Task An_answer_without_status_is_told_by_its_code(int code, string reason)
    {
        _server.Answer(code, "<html>proxy</html>");
        var error = await Assert.ThrowsAsync<ApiException>(() => _client.GetAsync<ConfigMap>("n", "a", default));
        Assert.Equal((code, reason), (error.Code, error.Reason));
    }

    [Fact]
    public async Task An_answer_that_asks_to_come_again_is_tried_again_after_its_time()
    {
        _server.Answer(429, "{}", retryAfter: 1);
        _server.Answer(200, "{\"metadata\":{\"name\":\"a\"}}");
        var get = _client.GetAsync<ConfigMap>("n", "a", default);
        await Eventually.TrueAsync(() => _server.Requests.Count == 1 && _clock.PendingTimers >= 2, "the wait");
        Assert.False(get.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", (await get).Metadata.Name);
    }

    [Fact]
    public async Task No_answer_within_a_minute_is_a_timeout()
    {
        _server.Hang = true;
        var get = _client.GetAsync<ConfigMap>("n", "a", default);
        await Eventually.TrueAsync(() => _server.Requests.Count == 1, "the request");
        _clock.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<TimeoutException>(() => get);
    }

    [Fact]
    public async Task A_watch_reads_events_however_the_bytes_are_cut()
    {
        var text = """
            {"type":"ADDED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"1"}}}
            {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"2","annotations":{"k8s.io/initial-events-end":"true"}}}}
            {"type":"MODIFIED","object":{"metadata":{"name":"ä","resourceVersion":"3"}}}
            {"type":"DELETED","object":{"metadata":{"name":"a","resourceVersion":"4"}}}

            """;
        foreach (var step in new[] { 1, 7, 100_000 })
        {
            _server.Answer(200, text, step);
            var seen = new List<string>();
            await foreach (var notice in _client.WatchAsync<ConfigMap>("n", new WatchRequest { SendInitialEvents = true }, default))
            {
                seen.Add($"{notice.Type} {notice.Object?.Metadata.Name} {notice.ResourceVersion} {notice.EndsInitialEvents}");
            }

            Assert.Equal(["Added a 1 False", "Bookmark  2 True", "Modified ä 3 False", "Deleted a 4 False"], seen);
        }

        Assert.Contains("watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=", _server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_that_the_server_ends_with_an_error_throws_it()
    {
        _server.Answer(200, "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"Expired\",\"message\":\"too old\",\"code\":410}}\n");
        var error = await Assert.ThrowsAsync<ApiException>(async () =>
        {
            await foreach (var notice in _client.WatchAsync<ConfigMap>("n", new WatchRequest { ResourceVersion = "1" }, default))
            {
                Assert.Fail($"no event was expected: {notice}");
            }
        });
        Assert.True(error.IsExpired);
    }

    [Fact]
    public async Task A_subresource_that_answers_a_status_gives_the_body_back()
    {
        _server.Answer(201, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Success\",\"code\":201}");
        var binding = Binding.Empty with { Target = ObjectReference.Empty with { Kind = "Node", Name = "x" } };
        Assert.Equal(binding, await _client.CreateSubresourceAsync<Pod, Binding>("n", "p", "binding", binding, default));
        Assert.Equal(["POST /prefix/api/v1/namespaces/n/pods/p/binding"], _server.Requests);
    }

    [Fact]
    public async Task An_empty_name_never_becomes_a_request_for_everything() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _client.DeleteAsync<ConfigMap>("n", "", null, default));

    private sealed class StubHandler : HttpMessageHandler
    {
        private readonly Queue<Func<HttpResponseMessage>> _answers = new();

        public List<string> Requests { get; } = [];

        public bool Hang { get; set; }

        // The last answer stands for all further requests.
        public void Answer(int code, string body, int step = 0, int retryAfter = 0) => _answers.Enqueue(() =>
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            var response = new HttpResponseMessage((HttpStatusCode)code)
            {
                Content = step > 0 ? new StreamContent(new CutStream(bytes, step)) : new ByteArrayContent(bytes),
            };
            if (retryAfter > 0)
            {
                response.Headers.RetryAfter = new(TimeSpan.FromSeconds(retryAfter));
            }

            return response;
        });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var patch = request.Method == HttpMethod.Patch ? $" {request.Content!.Headers.ContentType}" : "";
            Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}{patch}");
            if (Hang)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return (_answers.Count > 1 ? _answers.Dequeue() : _answers.Peek())();
        }
    }

    private sealed class CutStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
