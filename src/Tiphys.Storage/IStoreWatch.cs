using System.Diagnostics.CodeAnalysis;

namespace Tiphys.Storage;

/// <summary>
/// A cursor over the events of one watch. For one reader at a time, except <see cref="Revision"/>, which may be read by anyone.
/// A reader that is slow holds up nobody: when it falls behind the kept history, its next read ends with
/// <see cref="RevisionCompactedException"/> and it has to list anew.
/// </summary>
public interface IStoreWatch : IDisposable
{
    /// <summary>
    /// Progress: every event up to this revision was handed out or did not concern this watch. It moves on with the store while
    /// the watch waits, so it is the revision of a bookmark.
    /// </summary>
    long Revision { get; }

    /// <summary>Takes the next event if there is one.</summary>
    /// <exception cref="RevisionCompactedException">The next events were dropped before they were read.</exception>
    bool TryRead([MaybeNullWhen(false)] out StoreEvent storeEvent);

    /// <summary>
    /// Completes with true when there may be an event to read, and with false when the watch or the store was closed.
    /// Allocates nothing; at most one wait may be pending, and each result is to be awaited once.
    /// </summary>
    /// <exception cref="RevisionCompactedException">The next events were dropped before they were read.</exception>
    ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken);

    /// <summary>Ends a wait that is under way as if there were an event; may be called by anyone at any time.</summary>
    void Nudge();
}
