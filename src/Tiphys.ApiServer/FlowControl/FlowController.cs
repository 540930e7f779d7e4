using Microsoft.Extensions.Logging;
using Tiphys.Api.Errors;
using Tiphys.Api.FlowControl.V1;
using Tiphys.Api.Json;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.Storage;

namespace Tiphys.ApiServer.FlowControl;

/// <summary>
/// Keeps the configuration in force as the objects in the store say: follows them, makes sure of those that every cluster has, and shares
/// out the seats anew as the levels' demand changes.
/// </summary>
internal sealed partial class FlowController : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    // Objects are looked after once a minute.
    private const int PeriodsOfCare = 6;

    private readonly ApiServerCore _server;
    private readonly FlowControlOptions _options;
    private readonly FlowObjects _objects;
    private readonly ILogger _logger;
    private readonly long _started;
    private readonly CancellationTokenSource _stopping = new();

    // Guards the levels and the configuration against two who change them; readers take what is there.
    private readonly Lock _gate = new();
    private volatile FlowConfiguration _current;
    private (long Revision, int Count) _digested;
    private Task _running = Task.CompletedTask;

    private FlowController(ApiServerCore server, FlowControlOptions options, ILogger logger)
    {
        _server = server;
        _options = options;
        _logger = logger;
        _objects = new FlowObjects(server);
        _started = server.Store.CurrentRevision;
        _current = LevelPlan.Make([], [], new Dictionary<string, PriorityLevel>(), options.ServerConcurrencyLimit, server.Clock);
    }

    /// <summary>What is in force now.</summary>
    public FlowConfiguration Current => _current;

    /// <summary>Makes the objects that every cluster has, takes in what the store has, and follows it from then on.</summary>
    public static async Task<FlowController> StartAsync(ApiServerCore server, FlowControlOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var controller = new FlowController(server, options, logger);
        await controller.AttemptAsync(controller._objects.EnsureAsync, cancellationToken);
        controller.Digest();

        // The loops outlive the start.
        controller._running = Task.WhenAll(
            Task.Run(() => controller.FollowAsync(controller._objects.LevelPrefix), CancellationToken.None),
            Task.Run(() => controller.FollowAsync(controller._objects.SchemaPrefix), CancellationToken.None),
            Task.Run(() => controller.CareAsync(controller._stopping.Token), CancellationToken.None));
        return controller;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        foreach (var level in _current.Levels.Values)
        {
            level.Dispose();
        }

        _stopping.Dispose();
    }

    private async Task FollowAsync(string prefix)
    {
        try
        {
            // From before the first reading, so that nothing in between is missed.
            using var watch = _server.Store.Watch(prefix, _started);
            while (await watch.WaitToReadAsync(_stopping.Token))
            {
                while (watch.TryRead(out _))
                {
                }

                Digest();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (RevisionCompactedException)
        {
            // So many changes at once that they were not read in time: what they came to is looked at once a minute.
        }
    }

    private async Task CareAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Period, _server.Clock);
        try
        {
            for (var period = 1; await timer.WaitForNextTickAsync(stopping); period++)
            {
                EndPeriod();
                if (period % PeriodsOfCare == 0)
                {
                    await AttemptAsync(_objects.EnsureAsync, stopping);
                    Digest();
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    // What fails is tried again with the next change, at the latest in a minute.
    private async Task AttemptAsync(Func<CancellationToken, Task> action, CancellationToken stopping)
    {
        try
        {
            await action(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception error) when (error is ApiException or StoreUnavailableException)
        {
            Log.Failed(_logger, error);
        }
    }

    private FlowObjectSet Read()
    {
        var levels = Read<PriorityLevelConfiguration>(_objects.LevelPrefix, out var newestLevel);
        var schemas = Read<FlowSchema>(_objects.SchemaPrefix, out var newestSchema);
        return new(levels, schemas, Math.Max(newestLevel, newestSchema));
    }

    private List<T> Read<T>(string prefix, out long newest)
        where T : class, IKubernetesObject<T>
    {
        newest = 0;
        var values = new List<T>();
        foreach (var entry in _server.Store.Range(new RangeQuery(prefix)).Entries)
        {
            newest = Math.Max(newest, entry.ModRevision);
            values.Add(ApiJson.Read<T>(entry.Value.Span));
        }

        return values;
    }

    private void Digest()
    {
        lock (_gate)
        {
            var objects = Read();
            var digested = (objects.Revision, objects.Levels.Count + objects.Schemas.Count);
            if (digested == _digested && !_current.Levels.Values.Any(level => level.IsQuiescing))
            {
                return;
            }

            _digested = digested;
            _current = LevelPlan.Make(objects.Levels, objects.Schemas, _current.Levels, _options.ServerConcurrencyLimit, _server.Clock);
        }
    }

    private void EndPeriod()
    {
        lock (_gate)
        {
            foreach (var level in _current.Levels.Values)
            {
                level.EndPeriod();
            }

            LevelPlan.Lend(_current.Levels.Values);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "objects of priority and fairness could not be written")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}

/// <summary>The objects of priority and fairness as they stood together.</summary>
/// <param name="Levels">Priority levels.</param>
/// <param name="Schemas">Flow schemas.</param>
/// <param name="Revision">The newest of them.</param>
internal sealed record FlowObjectSet(IReadOnlyList<PriorityLevelConfiguration> Levels, IReadOnlyList<FlowSchema> Schemas, long Revision);
