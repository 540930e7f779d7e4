using System.Globalization;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Client.Informers;

namespace Tiphys.Kubelet.References;

/// <summary>
/// One object that pods refer to, kept current by a watch of its own: a node may read only what its pods refer to, so it cannot watch all.
/// An immutable object is read once.
/// </summary>
internal sealed class FollowedObject<T> : IAsyncDisposable
    where T : class, IKubernetesObject<T>
{
    // As upstream: how long a pod waits for the watch before the object is read without it.
    private static readonly TimeSpan PatienceForWatch = TimeSpan.FromSeconds(1);

    private readonly IKubernetesClient _client;
    private readonly TimeProvider _clock;
    private readonly ObjectKey _key;
    private readonly Informer<T> _informer;
    private readonly Func<T, bool> _isImmutable;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    // Guarded by the lock: what a direct read gave, which may be newer than what the watch has told so far.
    private readonly Lock _lock = new();
    private T? _readDirectly;
    private bool _mustReadDirectly;
    private bool _wasReadDirectly;
    private T? _frozen;

    public FollowedObject(
        IKubernetesClient client, ObjectKey key, Func<T, bool> isImmutable, Action changed, TimeProvider clock, ILogger logger)
    {
        _client = client;
        _clock = clock;
        _key = key;
        _isImmutable = isImmutable;
        var options = new InformerOptions { Namespace = key.Namespace, FieldSelector = $"metadata.name={key.Name}" };
        _informer = new Informer<T>(client, options, clock, logger);
        _informer.AddHandler((_, after) => OnChange(after, changed));
        _running = Task.Run(() => _informer.RunAsync(_stop.Token));
    }

    /// <summary>True when the object was immutable: what is known of it will not change, even if it is deleted and made anew.</summary>
    public bool IsFrozen
    {
        get
        {
            lock (_lock)
            {
                return _frozen is not null;
            }
        }
    }

    /// <summary>The next read asks the server: a pod that was made after a change must not see what was before it.</summary>
    public void RequireFresh()
    {
        lock (_lock)
        {
            _mustReadDirectly = true;
        }
    }

    public async Task<T?> FindAsync(CancellationToken cancellationToken)
    {
        bool direct;
        lock (_lock)
        {
            if (_frozen is { } frozen)
            {
                return frozen;
            }

            direct = _mustReadDirectly;
            _mustReadDirectly = false;
        }

        if (!direct && await HasSyncedAsync(cancellationToken) && Newest() is { } known)
        {
            return known;
        }

        // Also when the watch knows of none: a pod may come before the news of what was made for it.
        return await ReadAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task<bool> HasSyncedAsync(CancellationToken cancellationToken)
    {
        if (_informer.HasSynced)
        {
            return true;
        }

        await Task.WhenAny(_informer.WaitForSyncAsync(cancellationToken), Task.Delay(PatienceForWatch, _clock, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return _informer.HasSynced;
    }

    private async Task<T?> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _wasReadDirectly = true;
        }

        try
        {
            var read = await _client.GetAsync<T>(_key.Namespace, _key.Name, cancellationToken);
            lock (_lock)
            {
                _readDirectly = read;
            }

            return read;
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
        catch (Exception)
        {
            // The next pod tries again.
            RequireFresh();
            throw;
        }
    }

    private T? Newest()
    {
        var watched = _informer.Get(_key.Namespace, _key.Name);
        lock (_lock)
        {
            if (watched is null || _readDirectly is null || Version(watched) >= Version(_readDirectly))
            {
                _readDirectly = null;
                return watched;
            }

            return _readDirectly;
        }
    }

    // Versions of one kind grow, and may be compared as numbers (KEP-5504).
    private static ulong Version(T value) =>
        ulong.TryParse(value.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private void OnChange(T? after, Action changed)
    {
        bool isNews;
        lock (_lock)
        {
            // What the watch finds first is no change, unless somebody could not wait for it and may have seen something else.
            isNews = _informer.HasSynced || _wasReadDirectly;
            if (_frozen is not null)
            {
                return;
            }

            if (after is not null && _isImmutable(after))
            {
                _frozen = after;
                _stop.Cancel();
            }
        }

        if (isNews)
        {
            changed();
        }
    }
}
