using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Counts requests, under upstream's metric names.</summary>
internal sealed class RequestMetrics
{
    private readonly ConcurrentDictionary<Series, Totals> _series = new();

    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "post", "put"];

    /// <summary>Counts one request; only names that the server knows become labels, so that nobody can grow the table at will.</summary>
    public void Count(RequestInfo info, bool known, int code, TimeSpan duration)
    {
        var verb = Verbs.Contains(info.Verb) ? info.Verb.ToUpperInvariant() : "OTHER";
        var series = known ? new Series(verb, info.Group, info.Version, info.Resource, info.Subresource, code) : new Series(verb, "", "", "", "", code);
        _series.GetOrAdd(series, static _ => new Totals()).Add(duration);
    }

    /// <summary>Prometheus' text format.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        Header(text, "apiserver_request_total", "counter", "Requests by verb, resource and code.");
        foreach (var (series, totals) in _series)
        {
            text.Append(CultureInfo.InvariantCulture, $"apiserver_request_total{{{series.Labels},code=\"{series.Code}\"}} {totals.Requests}\n");
        }

        Header(text, "apiserver_request_duration_seconds", "summary", "Seconds until the answer was complete.");
        foreach (var (series, totals) in _series)
        {
            var labels = $"{series.Labels},code=\"{series.Code.ToString(CultureInfo.InvariantCulture)}\"";
            text.Append(CultureInfo.InvariantCulture, $"apiserver_request_duration_seconds_sum{{{labels}}} {totals.Seconds}\n");
            text.Append(CultureInfo.InvariantCulture, $"apiserver_request_duration_seconds_count{{{labels}}} {totals.Requests}\n");
        }

        Header(text, "process_resident_memory_bytes", "gauge", "Resident memory.");
        text.Append(CultureInfo.InvariantCulture, $"process_resident_memory_bytes {Environment.WorkingSet}\n");
        return text.ToString();
    }

    private static void Header(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private readonly record struct Series(string Verb, string Group, string Version, string Resource, string Subresource, int Code)
    {
        public string Labels => $"verb=\"{Verb}\",group=\"{Group}\",version=\"{Version}\",resource=\"{Resource}\",subresource=\"{Subresource}\"";
    }

    private sealed class Totals
    {
        private long _requests;
        private long _ticks;

        public long Requests => Interlocked.Read(ref _requests);

        public double Seconds => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;

        public void Add(TimeSpan duration)
        {
            Interlocked.Increment(ref _requests);
            Interlocked.Add(ref _ticks, duration.Ticks);
        }
    }
}
