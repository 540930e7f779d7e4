using System.Text;

namespace Tiphys.Storage.Tests.Support;

/// <summary>Text values, and the waiting that tests do.</summary>
internal static class StoreExtensions
{
    public static Task<WriteResult> CreateAsync(this IStore store, string key, string value = "v") =>
        store.CreateAsync(key, Encoding.UTF8.GetBytes(value), null, Deadline.Token()).AsTask();

    public static Task<WriteResult> UpdateAsync(this IStore store, string key, string value, long expected = 0) =>
        store.UpdateAsync(key, Encoding.UTF8.GetBytes(value), expected, null, Deadline.Token()).AsTask();

    public static Task<WriteResult> DeleteAsync(this IStore store, string key, long expected = 0) =>
        store.DeleteAsync(key, expected, Deadline.Token()).AsTask();

    public static Task CompactAsync(this IStore store, long revision) => store.CompactAsync(revision, Deadline.Token()).AsTask();

    public static RangeResult Range(this IStore store, string prefix, long revision = 0, int limit = 0, string? startAfter = null) =>
        store.Range(new RangeQuery(prefix) { Revision = revision, Limit = limit, StartAfter = startAfter });

    public static string Text(this StoreEntry entry) => Encoding.UTF8.GetString(entry.Value.Span);

    public static string[] Keys(this RangeResult result) => [.. result.Entries.Select(entry => entry.Key)];

    /// <summary>The next event, waited for.</summary>
    public static async Task<StoreEvent> NextAsync(this IStoreWatch watch)
    {
        var deadline = Deadline.Token();
        while (true)
        {
            if (watch.TryRead(out var storeEvent))
                return storeEvent;
            Assert.True(await watch.WaitToReadAsync(deadline), "the watch ended");
        }
    }

    public static async Task<List<StoreEvent>> TakeAsync(this IStoreWatch watch, int count)
    {
        var events = new List<StoreEvent>();
        while (events.Count < count)
            events.Add(await watch.NextAsync());
        return events;
    }

    /// <summary>What can be read now.</summary>
    public static List<StoreEvent> Drain(this IStoreWatch watch)
    {
        var events = new List<StoreEvent>();
        while (watch.TryRead(out var storeEvent))
            events.Add(storeEvent);
        return events;
    }

    public static string Describe(this StoreEvent e) =>
        $"{e.Type} {e.Entry.Key}={e.Entry.Text()} was {e.Previous?.Text() ?? "-"} @{e.Revision}";
}
