namespace Tiphys.Storage;

/// <summary>
/// An ordered key-value store in which every successful write gets its own revision from one counter that never goes back.
/// It knows keys and bytes, not Kubernetes. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A write is acknowledged, and seen by readers and watchers, only once it is durable. Whoever has seen revision N, by a
/// write result, a read or an event, reads a state that holds N from then on. Keys are ordered ordinally. Values are shared,
/// not copied: the memory handed to a write must never change afterwards.
/// </remarks>
public interface IStore : IAsyncDisposable
{
    /// <summary>The revision of the last committed write; 1 in a store that was never written.</summary>
    long CurrentRevision { get; }

    /// <summary>The oldest revision that can be read and watched from: history before it is gone.</summary>
    long CompactedRevision { get; }

    /// <summary>Whether the store takes writes at the moment, and if not why.</summary>
    StoreStatus Status { get; }

    /// <summary>The latest committed state of a key, or null when it does not exist.</summary>
    StoreEntry? Get(string key);

    /// <summary>The state of a key at a revision, or null when it did not exist then.</summary>
    /// <exception cref="RevisionCompactedException">The revision is older than <see cref="CompactedRevision"/>.</exception>
    /// <exception cref="FutureRevisionException">The revision is newer than <see cref="CurrentRevision"/>.</exception>
    StoreEntry? Get(string key, long revision);

    /// <summary>The entries under a prefix in key order, all as of one revision.</summary>
    /// <exception cref="RevisionCompactedException">The revision is older than <see cref="CompactedRevision"/>.</exception>
    /// <exception cref="FutureRevisionException">The revision is newer than <see cref="CurrentRevision"/>.</exception>
    RangeResult Range(in RangeQuery query);

    /// <summary>Writes a key that must not exist yet.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="value">The bytes to keep; shared, so never to be changed afterwards.</param>
    /// <param name="decoded">The typed form of <paramref name="value"/> if the caller has it, for <see cref="StoreEntry.Decoded"/>.</param>
    /// <param name="cancellationToken">Takes effect until the write is picked up for commit; after that the write is carried out.</param>
    /// <exception cref="StoreUnavailableException">The write could not be made durable; whether it survives a restart is unknown.</exception>
    ValueTask<WriteResult> CreateAsync(string key, ReadOnlyMemory<byte> value, object? decoded, CancellationToken cancellationToken);

    /// <summary>Replaces the value of a key that stands at <paramref name="expectedRevision"/>; 0 stands for any revision.</summary>
    /// <inheritdoc cref="CreateAsync"/>
    ValueTask<WriteResult> UpdateAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, object? decoded, CancellationToken cancellationToken);

    /// <summary>Removes a key that stands at <paramref name="expectedRevision"/>; 0 stands for any revision.</summary>
    /// <exception cref="StoreUnavailableException">The write could not be made durable; whether it survives a restart is unknown.</exception>
    ValueTask<WriteResult> DeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken);

    /// <summary>
    /// Watches all keys under a prefix: every event after <paramref name="fromRevision"/>, in order, each once. A revision in
    /// the future waits for it.
    /// </summary>
    /// <exception cref="RevisionCompactedException">Events after the revision were already dropped.</exception>
    IStoreWatch Watch(string prefix, long fromRevision);

    /// <summary>Like <see cref="Watch"/> for exactly one key. Idle watches of other keys cost a write nothing.</summary>
    /// <exception cref="RevisionCompactedException">Events after the revision were already dropped.</exception>
    IStoreWatch WatchKey(string key, long fromRevision);

    /// <summary>Drops the history before a revision: states older than it and events up to it.</summary>
    /// <exception cref="FutureRevisionException">The revision is newer than <see cref="CurrentRevision"/>.</exception>
    ValueTask CompactAsync(long revision, CancellationToken cancellationToken);

    /// <summary>Waits until a revision is committed and readable here. False when the store was closed before that.</summary>
    ValueTask<bool> WaitForRevisionAsync(long revision, CancellationToken cancellationToken);

    /// <summary>Waits until the status is another one than <paramref name="known"/>, and tells it.</summary>
    ValueTask<StoreStatus> WaitForStatusAsync(StoreStatus known, CancellationToken cancellationToken);
}
