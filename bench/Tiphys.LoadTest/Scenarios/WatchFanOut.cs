using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tiphys.LoadTest.Measuring;
using Tiphys.LoadTest.Objects;

namespace Tiphys.LoadTest.Scenarios;

/// <summary>One writer changes a config map; every client watches. An operation is one event that reached one watcher; its time runs from the write's begin.</summary>
internal sealed class WatchFanOut : Scenario
{
    private const string Name = "watched";

    public override Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken) =>
        target.SendAsync(0, HttpMethod.Post, PathOf(target, "configmaps"), ObjectBodies.ConfigMap(Name, target.Options.Size), "application/json", cancellationToken);

    public override async Task<LatencyRecorder> RunAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watchers = Enumerable.Range(0, target.Options.Clients).Select(client => new Watcher(target, client)).ToList();
        await Task.WhenAll(watchers.Select(watcher => watcher.OpenAsync(stopping.Token)));
        var reading = watchers.Select(watcher => Task.Run(() => watcher.ReadAsync(stopping.Token))).ToList();
        await WriteAsync(target, duration, cancellationToken);
        await stopping.CancelAsync();
        await Task.WhenAll(reading);
        var sum = new LatencyRecorder();
        watchers.ForEach(watcher => sum.Merge(watcher.Recorder));
        return sum;
    }

    private static async Task WriteAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var writes = 1; Stopwatch.GetElapsedTime(started) < duration; writes++)
        {
            var body = ObjectBodies.ConfigMap(Name, target.Options.Size, Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
            await target.SendAsync(0, HttpMethod.Put, PathOf(target, "configmaps", Name), body, "application/json", cancellationToken);
            if (target.Options.Rate > 0 && TimeSpan.FromSeconds(writes / target.Options.Rate) - Stopwatch.GetElapsedTime(started) is var early && early > TimeSpan.Zero)
            {
                await Task.Delay(early, cancellationToken);
            }
        }
    }

    private sealed class Watcher(LoadTarget target, int client)
    {
        private HttpResponseMessage? _response;

        public LatencyRecorder Recorder { get; } = new();

        public async Task OpenAsync(CancellationToken cancellationToken)
        {
            var request = target.Request(HttpMethod.Get, $"{PathOf(target, "configmaps")}?watch=true&resourceVersion=0");
            _response = await target.Of(client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            _response.EnsureSuccessStatusCode();
        }

        public async Task ReadAsync(CancellationToken cancellationToken)
        {
            using var response = _response!;
            try
            {
                await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
                using var reader = new StreamReader(stream, Encoding.ASCII, false, 16 * 1024);
                while (await reader.ReadLineAsync(cancellationToken) is { } line)
                {
                    Record(line);
                }
            }
            catch (OperationCanceledException)
            {
                // The run is over.
            }
        }

        private void Record(string line)
        {
            const string Mark = "\"value\":\"";
            var at = line.IndexOf(Mark, StringComparison.Ordinal);
            if (at < 0 || !line.Contains("\"MODIFIED\"", StringComparison.Ordinal))
            {
                return;
            }

            var from = at + Mark.Length;
            var text = line.AsSpan(from, line.IndexOf('"', from) - from);
            Recorder.Add(Stopwatch.GetElapsedTime(long.Parse(text, CultureInfo.InvariantCulture)), line.Length);
        }
    }
}
