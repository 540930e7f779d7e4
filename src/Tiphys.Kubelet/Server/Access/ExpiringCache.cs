using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Tiphys.Kubelet.Server.Access;

/// <summary>Remembers answers for a while; a full one forgets everything, which costs a question more and nothing else.</summary>
internal sealed class ExpiringCache<TKey, TValue>(TimeProvider clock)
    where TKey : notnull
{
    private const int Capacity = 1024;

    private readonly ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset Until)> _entries = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = _entries.TryGetValue(key, out var entry) && entry.Until > clock.GetUtcNow();
        value = entry.Value;
        return found;
    }

    public void Set(TKey key, TValue value, TimeSpan time)
    {
        if (_entries.Count >= Capacity)
        {
            _entries.Clear();
        }

        _entries[key] = (value, clock.GetUtcNow() + time);
    }
}
