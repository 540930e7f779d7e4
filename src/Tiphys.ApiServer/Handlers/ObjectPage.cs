using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>A list, or a chunk of one, as it comes from the store.</summary>
/// <param name="Entries">What is stored of the objects.</param>
/// <param name="Revision">Revision that the list is of; 0 for one that the store has nothing to do with.</param>
/// <param name="Continue">Token for the next chunk; empty after the last.</param>
/// <param name="Remaining">How many objects come after; null when it is not known.</param>
internal sealed record ObjectPage(IReadOnlyList<StoreEntry> Entries, long Revision, string Continue, long? Remaining)
{
    /// <summary>Nothing, of no revision.</summary>
    public static ObjectPage Empty { get; } = new([], 0, "", null);
}
