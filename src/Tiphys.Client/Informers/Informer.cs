using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Queues;

namespace Tiphys.Client.Informers;

/// <summary>
/// A local copy of the objects of one kind. <see cref="RunAsync"/> keeps it current: it reads everything once, as the start of a watch where
/// the server can do that and with a list where it cannot, and then follows changes. A watch that ends is taken up where it ended; one that is
/// too old (410), and any failure before the first complete copy, starts again with everything.
/// </summary>
/// <typeparam name="T">Type of the objects.</typeparam>
public sealed partial class Informer<T> : IInformer<T>
    where T : class, IKubernetesObject<T>
{
    private readonly IKubernetesClient _client;
    private readonly InformerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RetryDelay _retry;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guards the order of changes and handlers: whoever holds it is the one that tells handlers. Readers need no lock.
    private readonly Lock _lock = new();
    private volatile IndexedObjects<T> _objects = IndexedObjects<T>.Empty;
    private ImmutableArray<Action<T?, T?>> _handlers = [];
    private string? _version;
    private bool _streams = true;

    /// <summary>An informer that does nothing until it runs.</summary>
    public Informer(IKubernetesClient client, InformerOptions options, TimeProvider clock, ILogger? logger = null)
    {
        _client = client;
        _options = options;
        _clock = clock;
        _logger = logger ?? NullLogger.Instance;

        // As client-go's reflector: from 800 ms to 30 s, doubled, with jitter.
        _retry = new RetryDelay(TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(30), Random.Shared);
    }

    /// <inheritdoc/>
    public bool HasSynced => _synced.Task.IsCompleted;

    /// <inheritdoc/>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => _synced.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public T? Get(string? ns, string name) => _objects.All.Find(new ObjectKey(ns ?? "", name));

    /// <inheritdoc/>
    public IReadOnlyCollection<T> List() => _objects.All;

    /// <inheritdoc/>
    public IReadOnlyCollection<T> List(string ns) => ByIndex(IndexedObjects<T>.ByNamespace, ns);

    /// <inheritdoc/>
    public IReadOnlyCollection<T> ByIndex(string index, string key) => _objects.Filed(index, key);

    /// <inheritdoc/>
    public void AddIndex(string name, Func<T, IEnumerable<string>> keys)
    {
        lock (_lock)
        {
            _objects = _objects.WithIndex(name, keys);
        }
    }

    /// <inheritdoc/>
    public void AddHandler(Action<T?, T?> handler)
    {
        lock (_lock)
        {
            foreach (var value in _objects.All)
            {
                Tell(handler, null, value);
            }

            _handlers = _handlers.Add(handler);
        }
    }

    /// <summary>Keeps the copy current until the caller stops it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ApiException error) when (error.IsExpired)
            {
                Log.Expired(_logger, T.GroupVersionKind, error.Message);
                _version = null;
            }
            catch (Exception error)
            {
                Log.Failed(_logger, error, T.GroupVersionKind);
            }

            await WaitAsync(cancellationToken);
        }
    }

    // A server that ends its watches at once must not be asked in a tight loop: so a watch that brought nothing counts as a failure.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (_retry.TryNext(out var delay))
        {
            await Task.Delay(delay, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (_version is null && !_streams)
        {
            await ListAsync(cancellationToken);
        }

        try
        {
            await WatchAsync(cancellationToken);
        }
        catch (ApiException error) when (_version is null && error.Reason is StatusReason.Invalid or StatusReason.BadRequest)
        {
            Log.CannotStream(_logger, T.GroupVersionKind, error.Message);
            _streams = false;
            _retry.Reset();
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var objects = new Dictionary<ObjectKey, T>();
        var request = new ListRequest { LabelSelector = _options.LabelSelector, FieldSelector = _options.FieldSelector, Limit = _options.PageSize };
        while (true)
        {
            var page = await _client.ListAsync<T>(_options.Namespace, request, cancellationToken);
            foreach (var value in page.Items)
            {
                objects[ObjectKey.Of(value)] = value;
            }

            if (page.Continue.Length == 0)
            {
                ReplaceAll(objects, page.ResourceVersion);
                return;
            }

            request = request with { Continue = page.Continue };
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var initial = _version is null ? new Dictionary<ObjectKey, T>() : null;
        var request = new WatchRequest
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            ResourceVersion = _version,
            SendInitialEvents = initial is not null,
        };
        await foreach (var notice in _client.WatchAsync<T>(_options.Namespace, request, cancellationToken))
        {
            _retry.Reset();
            if (initial is null)
            {
                Apply(notice);
            }
            else if (notice.EndsInitialEvents)
            {
                ReplaceAll(initial, notice.ResourceVersion);
                initial = null;
            }
            else
            {
                Collect(initial, notice);
            }
        }
    }

    private static void Collect(Dictionary<ObjectKey, T> initial, WatchNotice<T> notice)
    {
        if (notice.Type == WatchNoticeType.Deleted)
        {
            initial.Remove(ObjectKey.Of(notice.Object!));
        }
        else if (notice.Object is { } value)
        {
            initial[ObjectKey.Of(value)] = value;
        }
    }

    private void Apply(WatchNotice<T> notice)
    {
        if (notice.Object is { } value)
        {
            var after = notice.Type == WatchNoticeType.Deleted ? null : value;
            lock (_lock)
            {
                Change(_objects.All.Find(ObjectKey.Of(value)), after, value);
            }
        }

        _version = notice.ResourceVersion;
    }

    private void ReplaceAll(Dictionary<ObjectKey, T> objects, string version)
    {
        lock (_lock)
        {
            foreach (var gone in _objects.All.Where(value => !objects.ContainsKey(ObjectKey.Of(value))))
            {
                Change(gone, null, gone);
            }

            foreach (var value in objects.Values)
            {
                Change(_objects.All.Find(ObjectKey.Of(value)), value, value);
            }
        }

        _version = version;
        _synced.TrySetResult();
    }

    // Under the lock. A deletion is told with the last state, which may be newer than the one in the copy.
    private void Change(T? before, T? after, T last)
    {
        if (before is null && after is null)
        {
            return;
        }

        // Told again after a relist, but not changed: nobody needs to know.
        if (before is not null && after is not null && before.Metadata.UID == after.Metadata.UID
            && before.Metadata.ResourceVersion == after.Metadata.ResourceVersion)
        {
            return;
        }

        _objects = _objects.Replace(before, after);
        var replaced = before is not null && after is not null && before.Metadata.UID != after.Metadata.UID;
        foreach (var handler in _handlers)
        {
            if (replaced)
            {
                // Deleted and made anew while nobody looked: two changes.
                Tell(handler, before, null);
                Tell(handler, null, after);
            }
            else
            {
                Tell(handler, after is null ? last : before, after);
            }
        }
    }

    private void Tell(Action<T?, T?> handler, T? before, T? after)
    {
        try
        {
            handler(before, after);
        }
        catch (Exception error)
        {
            // One handler that fails must not keep the others, or the copy itself, from going on.
            Log.HandlerFailed(_logger, error, T.GroupVersionKind);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "informer of {Kind} failed; it starts again")]
        public static partial void Failed(ILogger logger, Exception error, GroupVersionKind kind);

        [LoggerMessage(2, LogLevel.Debug, "informer of {Kind} fell behind and reads everything again: {Reason}")]
        public static partial void Expired(ILogger logger, GroupVersionKind kind, string reason);

        [LoggerMessage(3, LogLevel.Information, "the server cannot stream the start of {Kind}: {Reason}")]
        public static partial void CannotStream(ILogger logger, GroupVersionKind kind, string reason);

        [LoggerMessage(4, LogLevel.Error, "a handler of the informer of {Kind} failed")]
        public static partial void HandlerFailed(ILogger logger, Exception error, GroupVersionKind kind);
    }
}
