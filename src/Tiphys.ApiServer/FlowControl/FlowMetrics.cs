using System.Globalization;
using System.Text;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.FlowControl.Queuing;

namespace Tiphys.ApiServer.FlowControl;

/// <summary>Flow control in Prometheus' text format, under upstream's names.</summary>
internal sealed class FlowMetrics(FlowController controller)
{
    private const string Prefix = "apiserver_flowcontrol_";

    public string Render()
    {
        var text = new StringBuilder();
        var levels = controller.Current.Levels.Values.OrderBy(level => level.Name, StringComparer.Ordinal).ToList();
        Gauge(text, "nominal_limit_seats", "Seats of a level by its share.", levels, level => level.Limits.Nominal);
        Gauge(text, "lower_limit_seats", "Seats that a level keeps.", levels, level => level.Limits.Lower);
        Gauge(text, "upper_limit_seats", "Seats that a level may have.", levels, level => level.Limits.Upper);
        Gauge(text, "current_limit_seats", "Seats that a level has.", levels, level => level.CurrentLimit);
        Gauge(text, "demand_seats_high_watermark", "The most seats wanted in the last period.", levels, level => level.Demand.Most);
        Gauge(text, "demand_seats_average", "Seats wanted in the last period.", levels, level => level.Demand.Average);
        Gauge(text, "demand_seats_stdev", "Deviation of the seats wanted in the last period.", levels, level => level.Demand.Deviation);
        Gauge(text, "demand_seats_smoothed", "Seats wanted of late.", levels, level => level.Demand.Smoothed);
        var flows = levels.SelectMany(level => level.Look((queues, counters) => counters.Select(each => FlowFigures.Of(level, each.Key, each.Value, queues)).ToList())).ToList();
        Flows(text, "dispatched_requests_total", "counter", "Requests that were let on.", flows, flow => flow.Dispatched);
        Flows(text, "current_inqueue_requests", "gauge", "Requests that wait.", flows, flow => flow.Waiting);
        Flows(text, "current_inqueue_seats", "gauge", "Seats that are waited for.", flows, flow => flow.SeatsWaiting);
        Flows(text, "current_executing_requests", "gauge", "Requests that are served.", flows, flow => flow.Executing);
        Flows(text, "current_executing_seats", "gauge", "Seats of requests that are served.", flows, flow => flow.SeatsExecuting);
        Rejections(text, flows);
        Histogram(text, "request_wait_duration_seconds", "Time that requests waited.", flows, ",execute=\"true\"", flow => flow.Waited);
        Histogram(text, "request_execution_seconds", "Time that requests were served.", flows, "", flow => flow.Executed);
        return text.ToString();
    }

    private static void Gauge(StringBuilder text, string name, string help, List<PriorityLevel> levels, Func<PriorityLevel, double> value)
    {
        Header(text, name, "gauge", help);
        foreach (var level in levels)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Prefix}{name}{{priority_level=\"{level.Name}\"}} {value(level)}\n");
        }
    }

    private static void Flows(StringBuilder text, string name, string type, string help, List<FlowFigures> flows, Func<FlowFigures, long> value)
    {
        Header(text, name, type, help);
        foreach (var flow in flows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Prefix}{name}{{{flow.Labels}}} {value(flow)}\n");
        }
    }

    private static void Rejections(StringBuilder text, List<FlowFigures> flows)
    {
        Header(text, "rejected_requests_total", "counter", "Requests that were not let on.");
        foreach (var flow in flows)
        {
            foreach (var (reason, count) in flow.Rejected.Where(each => each.Count > 0))
            {
                text.Append(CultureInfo.InvariantCulture, $"{Prefix}rejected_requests_total{{{flow.Labels},reason=\"{reason}\"}} {count}\n");
            }
        }
    }

    private static void Histogram(StringBuilder text, string name, string help, List<FlowFigures> flows, string more, Func<FlowFigures, HistogramFigures> value)
    {
        Header(text, name, "histogram", help);
        foreach (var flow in flows)
        {
            var (labels, figures) = (flow.Labels + more, value(flow));
            for (var bound = 0; bound < DurationHistogram.Bounds.Count; bound++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Prefix}{name}_bucket{{{labels},le=\"{DurationHistogram.Bounds[bound]}\"}} {figures.UpTo[bound]}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{Prefix}{name}_bucket{{{labels},le=\"+Inf\"}} {figures.Count}\n");
            text.Append(CultureInfo.InvariantCulture, $"{Prefix}{name}_sum{{{labels}}} {figures.Sum}\n{Prefix}{name}_count{{{labels}}} {figures.Count}\n");
        }
    }

    private static void Header(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(Prefix).Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(Prefix).Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>A flow's counts as they stood together.</summary>
    private sealed record FlowFigures(
        string Labels, long Dispatched, int Waiting, int SeatsWaiting, int Executing, int SeatsExecuting,
        IReadOnlyList<(string Reason, long Count)> Rejected, HistogramFigures Waited, HistogramFigures Executed)
    {
        public static FlowFigures Of(PriorityLevel level, string schema, FlowCounters counters, QueueSet queues) => new(
            $"priority_level=\"{level.Name}\",flow_schema=\"{schema}\"",
            counters.Dispatched,
            counters.Waiting,
            queues.Queues.SelectMany(queue => queue.Waiting).Where(request => request.Schema.Name == schema).Sum(request => request.Work.MaxSeats),
            counters.Executing,
            counters.SeatsExecuting,
            [
                ("concurrency-limit", counters.RejectedForSeats), ("queue-full", counters.RejectedForQueue),
                ("time-out", counters.TimedOut), ("cancelled", counters.Cancelled),
            ],
            HistogramFigures.Of(counters.Waited),
            HistogramFigures.Of(counters.Executed));
    }

    private sealed record HistogramFigures(IReadOnlyList<long> UpTo, long Count, double Sum)
    {
        public static HistogramFigures Of(DurationHistogram histogram) =>
            new([.. Enumerable.Range(0, DurationHistogram.Bounds.Count).Select(histogram.UpTo)], histogram.Count, histogram.Sum);
    }
}
