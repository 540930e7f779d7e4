using System.Globalization;
using Tiphys.Client;

namespace Tiphys.Controllers.Shared;

/// <summary>
/// Remembers what a controller wrote until its copy shows it. Until then the copy must not be acted on: objects with generated names would be
/// made twice. Versions of one kind are ordered numbers (KEP-5504).
/// </summary>
internal sealed class WriteTracker(TimeProvider clock)
{
    // A write that never shows, because somebody deleted the object at once and the copy missed both, must not block for ever.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, Dictionary<string, (long Version, long Since)>> _written = [];

    public void Wrote(ObjectKey owner, IKubernetesObject value)
    {
        lock (_lock)
        {
            if (!_written.TryGetValue(owner, out var writes))
            {
                _written[owner] = writes = [];
            }

            writes[value.Metadata.Name] = (Version(value), clock.GetTimestamp());
        }
    }

    public void Saw(ObjectKey owner, IKubernetesObject value, bool gone)
    {
        lock (_lock)
        {
            if (_written.TryGetValue(owner, out var writes)
                && writes.TryGetValue(value.Metadata.Name, out var write) && (gone || Version(value) >= write.Version))
            {
                writes.Remove(value.Metadata.Name);
                if (writes.Count == 0)
                {
                    _written.Remove(owner);
                }
            }
        }
    }

    /// <summary>True when the copy shows all that was written for the owner; <paramref name="present"/> looks up what it holds now.</summary>
    public bool IsCurrent(ObjectKey owner, Func<string, IKubernetesObject?> present)
    {
        lock (_lock)
        {
            if (!_written.TryGetValue(owner, out var writes))
            {
                return true;
            }

            foreach (var (name, write) in writes.ToList())
            {
                if (clock.GetElapsedTime(write.Since) > Lifetime || (present(name) is { } value && Version(value) >= write.Version))
                {
                    writes.Remove(name);
                }
            }

            return writes.Count == 0;
        }
    }

    private static long Version(IKubernetesObject value) =>
        long.TryParse(value.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
