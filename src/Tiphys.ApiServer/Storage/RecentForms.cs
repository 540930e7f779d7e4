using Tiphys.Storage;

namespace Tiphys.ApiServer.Storage;

/// <summary>
/// Bounds what reads leave behind in the store's entries: typed forms and other encodings. They take several times the memory of the bytes,
/// so they are given up half a minute to a minute later, or earlier when there are many; who lists again in between has them for nothing.
/// </summary>
internal static class RecentForms
{
    private const int MaxEntries = 16 * 1024;
    private const long PeriodMs = 30_000;

    private static readonly Lock Gate = new();
    private static List<StoreEntry> _current = [];
    private static List<StoreEntry> _previous = [];
    private static long _turned;

    /// <summary>Remembers an entry that has got a form.</summary>
    public static void Add(StoreEntry entry)
    {
        List<StoreEntry>? old = null;
        lock (Gate)
        {
            var now = Environment.TickCount64;
            if (now - _turned > PeriodMs || _current.Count == MaxEntries)
            {
                old = _previous;
                (_previous, _current, _turned) = (_current, new(), now);
            }

            _current.Add(entry);
        }

        old?.ForEach(static each => each.ForgetForms());
    }
}
