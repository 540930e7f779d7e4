using Tiphys.Storage;

namespace Tiphys.ApiServer.Handlers;

/// <summary>A list, or a chunk of one, as it comes from the store.</summary>
internal sealed record ObjectPage(IReadOnlyList<StoreEntry> Entries, long Revision, string Continue, long? Remaining);
