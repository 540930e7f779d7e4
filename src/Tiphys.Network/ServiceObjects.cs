using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Client.Informers;

namespace Tiphys.Network;

/// <summary>
/// Services with their EndpointSlices out of the informers, and which of them changed since they were last read.
/// Level-triggered: events only mark keys, what counts is what the informers hold when the keys are taken.
/// </summary>
internal sealed class ServiceObjects
{
    private readonly IInformer<Service> _services;
    private readonly IInformer<EndpointSlice> _slices;
    private readonly ChangeSignal _signal;

    // Guards the two collections below; held for moments, also by the informers' tasks.
    private readonly Lock _lock = new();
    private readonly Dictionary<ServiceKey, HashSet<string>> _sliceNames = [];
    private HashSet<ServiceKey> _dirty = [];

    internal ServiceObjects(IInformerFactory informers, ChangeSignal signal)
    {
        _services = informers.For<Service>();
        _slices = informers.For<EndpointSlice>();
        _signal = signal;
        _services.AddHandler(OnService);
        _slices.AddHandler(OnSlice);
    }

    /// <summary>Waits until the informers hold everything; afterwards all Services count as changed.</summary>
    internal async Task WaitForSyncAsync(CancellationToken cancellationToken)
    {
        await _services.WaitForSyncAsync(cancellationToken);
        await _slices.WaitForSyncAsync(cancellationToken);
        // The informers may hold objects that the handlers have not been told of yet.
        lock (_lock)
        {
            foreach (Service service in _services.List())
            {
                _dirty.Add(ServiceKey.Of(service));
            }

            foreach (EndpointSlice slice in _slices.List())
            {
                Mark(slice, present: true);
            }
        }
    }

    /// <summary>The Services that changed, null for one that is gone, each with its slices.</summary>
    internal IReadOnlyList<(ServiceKey Key, Service? Service, IReadOnlyList<EndpointSlice> Slices)> TakeChanged()
    {
        var changed = new List<(ServiceKey, Service?, IReadOnlyList<EndpointSlice>)>();
        HashSet<ServiceKey> keys;
        lock (_lock)
        {
            (keys, _dirty) = (_dirty, []);
        }

        foreach (ServiceKey key in keys)
        {
            changed.Add((key, _services.Get(key.Namespace, key.Name), SlicesOf(key)));
        }

        return changed;
    }

    private List<EndpointSlice> SlicesOf(ServiceKey key)
    {
        string[] names;
        lock (_lock)
        {
            names = _sliceNames.TryGetValue(key, out HashSet<string>? set) ? [.. set] : [];
        }

        return [.. names.Select(name => _slices.Get(key.Namespace, name)).OfType<EndpointSlice>().Where(s => ServiceKey.Of(s) == key)];
    }

    private void OnService(Service? before, Service? after)
    {
        lock (_lock)
        {
            _dirty.Add(ServiceKey.Of((after ?? before)!));
        }

        _signal.Set();
    }

    private void OnSlice(EndpointSlice? before, EndpointSlice? after)
    {
        lock (_lock)
        {
            if (before is not null && ServiceKey.Of(before) != ServiceKey.Of(after))
            {
                Mark(before, present: false);
            }

            if (after is not null)
            {
                Mark(after, present: true);
            }
        }

        _signal.Set();
    }

    private void Mark(EndpointSlice slice, bool present)
    {
        if (ServiceKey.Of(slice) is not { } key)
        {
            return;
        }

        _dirty.Add(key);
        if (!_sliceNames.TryGetValue(key, out HashSet<string>? names))
        {
            _sliceNames.Add(key, names = []);
        }

        if (present)
        {
            names.Add(slice.Metadata.Name);
        }
        else if (names.Remove(slice.Metadata.Name) && names.Count == 0)
        {
            _sliceNames.Remove(key);
        }
    }
}
