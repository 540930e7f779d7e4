using System.Diagnostics.Metrics;

namespace Tiphys.Client.Queues;

/// <summary>Metrics of work queues, with the names of client-go's (<c>util/workqueue/metrics.go</c>); the queue's name is a label.</summary>
public sealed class WorkQueueMetrics
{
    private readonly UpDownCounter<long> _depth;
    private readonly Counter<long> _adds;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _queueDuration;
    private readonly Histogram<double> _workDuration;

    /// <summary>Instruments on a meter.</summary>
    public WorkQueueMetrics(Meter meter)
    {
        _depth = meter.CreateUpDownCounter<long>("workqueue_depth", description: "Keys that wait");
        _adds = meter.CreateCounter<long>("workqueue_adds_total", description: "Keys that were added");
        _retries = meter.CreateCounter<long>("workqueue_retries_total", description: "Keys that were added again after a failure");
        _queueDuration = meter.CreateHistogram<double>("workqueue_queue_duration_seconds", "s", "How long keys wait");
        _workDuration = meter.CreateHistogram<double>("workqueue_work_duration_seconds", "s", "How long work on a key takes");
    }

    /// <summary>Those of the process, on the meter <c>Tiphys.Client</c>.</summary>
    public static WorkQueueMetrics Shared { get; } = new(new Meter("Tiphys.Client"));

    internal void Added(string name)
    {
        _adds.Add(1, Label(name));
        _depth.Add(1, Label(name));
    }

    internal void Retried(string name) => _retries.Add(1, Label(name));

    internal void Taken(string name, TimeSpan waited)
    {
        _depth.Add(-1, Label(name));
        _queueDuration.Record(waited.TotalSeconds, Label(name));
    }

    internal void Done(string name, TimeSpan worked) => _workDuration.Record(worked.TotalSeconds, Label(name));

    private static KeyValuePair<string, object?> Label(string name) => new("name", name);
}
