using Tiphys.Storage;

namespace Tiphys.ApiServer.Storage;

/// <summary>
/// Bounds the typed forms that reads leave behind in the store's entries: the first in is the first out. Without it one list by label
/// would keep every object of a cluster in memory a second time, in a form several times as large as its bytes.
/// </summary>
internal static class RecentlyDecoded
{
    private static readonly StoreEntry?[] Ring = new StoreEntry?[1024];
    private static int _next;

    public static void Add(StoreEntry entry)
    {
        var place = (uint)Interlocked.Increment(ref _next) % (uint)Ring.Length;
        Interlocked.Exchange(ref Ring[place], entry)?.ForgetDecoded();
    }
}
