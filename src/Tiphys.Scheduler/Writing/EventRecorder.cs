using System.Globalization;
using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;
using Event = Tiphys.Api.Events.V1.Event;
using EventSeries = Tiphys.Api.Events.V1.EventSeries;

namespace Tiphys.Scheduler.Writing;

/// <summary>
/// Tells people what happened to a pod. The same thing happening again within six minutes makes the first event a series instead of another
/// event (client-go/tools/events): it is written at the second time, and then once in six minutes.
/// </summary>
internal sealed class EventRecorder(IKubernetesClient client, SchedulerOptions options, TimeProvider time)
{
    private const int MaxNote = 1024;
    private const string Cut = " ...";
    private static readonly TimeSpan SeriesEnd = TimeSpan.FromMinutes(6);

    // Guards the fields below.
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, Recorded> _recent = [];
    private DateTimeOffset _nextClean;

    private readonly record struct Key(ObjectReference Regarding, string Type, string Reason, string Action);

    private sealed record Recorded(Event Event, int Count, DateTimeOffset LastSeen, DateTimeOffset LastWritten);

    internal string ReportingInstance { get; } = options.ReportingInstance.Length > 0
        ? options.ReportingInstance
        : $"{options.SchedulerName}-{Environment.MachineName}";

    internal async Task RecordAsync(Pod pod, string type, string reason, string action, string note, CancellationToken cancellationToken)
    {
        var regarding = ObjectReference.Empty with
        {
            Kind = "Pod",
            APIVersion = "v1",
            Namespace = pod.Metadata.Namespace,
            Name = pod.Metadata.Name,
            UID = pod.Metadata.UID,
            ResourceVersion = pod.Metadata.ResourceVersion,
        };
        var (write, isNew) = Next(new Key(regarding, type, reason, action), note);
        if (write is null)
        {
            return;
        }

        if (isNew)
        {
            await client.CreateAsync(write, cancellationToken);
        }
        else
        {
            var body = Encoding.UTF8.GetBytes($$"""{"series":{{Encoding.UTF8.GetString(ApiJson.Write(write.Series!))}}}""");
            await client.PatchAsync<Event>(write.Metadata.Namespace, write.Metadata.Name, PatchRequest.Merge(body), null, cancellationToken);
        }
    }

    private (Event? Write, bool IsNew) Next(Key key, string note)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            Clean(now);
            if (!_recent.TryGetValue(key, out var known) || now - known.LastSeen > SeriesEnd)
            {
                var first = Make(key, note, now);
                _recent[key] = new Recorded(first, 1, now, now);
                return (first, true);
            }

            var count = known.Count + 1;
            var isDue = count == 2 || now - known.LastWritten > SeriesEnd;
            var series = EventSeries.Empty with { Count = count, LastObservedTime = now };
            _recent[key] = known with { Count = count, LastSeen = now, LastWritten = isDue ? now : known.LastWritten };
            return (isDue ? known.Event with { Series = series } : null, false);
        }
    }

    private Event Make(Key key, string note, DateTimeOffset now) => Event.Empty with
    {
        Metadata = ObjectMeta.Empty with
        {
            Name = $"{key.Regarding.Name}.{((now - DateTimeOffset.UnixEpoch).Ticks * 100).ToString("x", CultureInfo.InvariantCulture)}",
            Namespace = key.Regarding.Namespace,
        },
        EventTime = now,
        ReportingController = options.SchedulerName,
        ReportingInstance = ReportingInstance,
        Action = key.Action,
        Reason = key.Reason,
        Type = key.Type,
        Regarding = key.Regarding,
        Note = note.Length <= MaxNote ? note : note[..(MaxNote - Cut.Length)] + Cut,
    };

    private void Clean(DateTimeOffset now)
    {
        if (now < _nextClean)
        {
            return;
        }

        _nextClean = now + SeriesEnd;
        foreach (var (key, recorded) in _recent)
        {
            if (now - recorded.LastSeen > SeriesEnd)
            {
                _recent.Remove(key);
            }
        }
    }
}
