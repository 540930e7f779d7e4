using System.Text.Json.Nodes;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>A watch beside the steps of a scenario.</summary>
internal sealed class ReplayWatch : IAsyncDisposable
{
    private readonly HttpRequestMessage _request;
    private readonly HttpResponseMessage _answer;
    private readonly JsonObject _head;
    private readonly bool _streams;
    private readonly Func<JsonNode?, bool> _keeps;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;
    private readonly List<JsonNode?> _events = [];
    private readonly SemaphoreSlim _more = new(0);

    public ReplayWatch(HttpRequestMessage request, HttpResponseMessage answer, JsonObject head, bool streams, Func<JsonNode?, bool> keeps)
    {
        _request = request;
        _answer = answer;
        _head = head;
        _streams = streams;
        _keeps = keeps;
        _reading = ReadAsync();
    }

    /// <summary>The answer with all its events: waits until there are as many as recorded, or the watch has run its time.</summary>
    public async Task<JsonObject> CollectAsync(int wanted, CancellationToken cancellationToken)
    {
        if (!_streams)
        {
            await _reading;
            return _head;
        }

        while (Count() < wanted && !_reading.IsCompleted)
        {
            await Task.WhenAny(_more.WaitAsync(cancellationToken), _reading);
        }

        lock (_events)
        {
            _head["events"] = new JsonArray(_events.ToArray());
        }

        return _head;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _answer.Dispose();
        _request.Dispose();
        _end.Dispose();
        _more.Dispose();
    }

    private int Count()
    {
        lock (_events)
        {
            return _events.Count;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            if (!_streams)
            {
                ReplayClient.AddBody(_head, ReplayClient.MediaType(_answer), await _answer.Content.ReadAsByteArrayAsync(_end.Token));
                return;
            }

            using var reader = new StreamReader(await _answer.Content.ReadAsStreamAsync(_end.Token));
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                Take(line);
            }
        }
        catch (Exception error) when (_end.IsCancellationRequested && error is OperationCanceledException or IOException or HttpRequestException)
        {
            // Nobody waits for the rest.
        }
    }

    private void Take(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || JsonNode.Parse(line) is var node && !_keeps(node))
        {
            return;
        }

        lock (_events)
        {
            _events.Add(node);
        }

        _more.Release();
    }
}
