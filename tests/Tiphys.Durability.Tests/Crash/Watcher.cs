using System.Globalization;
using System.Text.Json;
using Tiphys.Durability.Tests.Server;

namespace Tiphys.Durability.Tests.Crash;

/// <summary>
/// A client that lists once, watches, and resumes each watch where the last one ended; when the server says that this is too long ago (410),
/// it lists again. It remembers each stretch of revisions that it has seen without a gap.
/// </summary>
internal sealed class Watcher
{
    private readonly List<Stretch> _stretches = [];
    private bool _mustList = true;

    /// <summary>How many times it had to list.</summary>
    public int Lists { get; private set; }

    /// <summary>How many events came.</summary>
    public int Events => _stretches.Sum(stretch => stretch.Events.Count);

    private Stretch Last => _stretches[^1];

    /// <summary>Watches until the server is gone or the caller has enough.</summary>
    public async Task RunAsync(HttpClient http, CancellationToken enough)
    {
        try
        {
            while (!enough.IsCancellationRequested)
            {
                if (_mustList)
                {
                    await ListAsync(http, enough);
                }

                await WatchAsync(http, enough);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server is gone, or enough was seen: the next watch goes on from here.
        }
    }

    /// <summary>Compares what came with what was acknowledged.</summary>
    /// <param name="writers">All who wrote; they have stopped.</param>
    public void Check(IReadOnlyCollection<Writer> writers)
    {
        var acknowledged = writers.SelectMany(writer => writer.Acknowledged).OrderBy(write => write.Revision).ToList();
        foreach (var stretch in _stretches)
        {
            stretch.Check(acknowledged);
        }
    }

    private async Task ListAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var list = await MapApi.ListAsync(http, cancellationToken);
        if (_stretches.Count > 0)
        {
            Assert.True(list.Revision >= Last.End, $"a list of revision {list.Revision} after an event of revision {Last.End}");
        }

        _stretches.Add(new Stretch(list));
        (_mustList, Lists) = (false, Lists + 1);
    }

    private async Task WatchAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{MapApi.Collection}?watch=1&allowWatchBookmarks=true&resourceVersion={Last.End}");
        using var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.Gone)
        {
            _mustList = true;
            return;
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        if (!response.IsSuccessStatusCode)
        {
            throw new RefusedException(response.StatusCode, await reader.ReadToEndAsync(cancellationToken));
        }

        while (!_mustList && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            Take(line);
        }
    }

    private void Take(string line)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return; // the end of a stream that was cut off by a kill
        }

        using (json)
        {
            var (type, item) = (json.RootElement.GetProperty("type").GetString(), json.RootElement.GetProperty("object"));
            if (type == "ERROR")
            {
                Assert.Equal(410, item.GetProperty("code").GetInt32());
                _mustList = true;
            }
            else
            {
                Last.Add(type!, MapApi.Read(item));
            }
        }
    }

    /// <summary>What was seen without a gap, from a list to the last event before the next list.</summary>
    private sealed class Stretch(MapList list)
    {
        private readonly Dictionary<string, MapVersion> _state = new(list.Maps);

        public List<MapVersion> Events { get; } = [];

        public long End { get; private set; } = list.Revision;

        public void Add(string type, MapVersion map)
        {
            Assert.True(map.Revision > End || type == "BOOKMARK", $"{type} of {map.Name} at {map.Revision} after {End}");
            End = Math.Max(End, map.Revision);
            if (type == "BOOKMARK" || map.Value is null)
            {
                return;
            }

            Assert.Equal(type == "ADDED", !_state.ContainsKey(map.Name));
            if (type == "DELETED")
            {
                _state.Remove(map.Name);
                return;
            }

            Events.Add(map);
            _state[map.Name] = map;
        }

        // Each acknowledged write of these revisions once and in order; beside them only writes whose answer was lost.
        public void Check(List<MapVersion> acknowledged)
        {
            var expected = acknowledged.Where(write => write.Revision > list.Revision && write.Revision <= End).ToList();
            var known = expected.ToHashSet();
            Assert.Equal(expected, Events.Where(known.Contains));
            Assert.Equal(Events.Count, Events.Distinct().Count());
        }
    }
}
