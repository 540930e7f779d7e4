namespace Tiphys.Storage;

/// <summary>How a write ended. Only <see cref="Succeeded"/> changed anything.</summary>
public enum WriteOutcome
{
    /// <summary>The write is durable.</summary>
    Succeeded,

    /// <summary>A create found the key.</summary>
    AlreadyExists,

    /// <summary>An update or delete did not find the key.</summary>
    NotFound,

    /// <summary>The key stands at another revision than expected.</summary>
    Conflict,
}

/// <summary>The answer to a write.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Entry">
/// The written entry; after a deletion the deleted one; after <see cref="WriteOutcome.AlreadyExists"/> or
/// <see cref="WriteOutcome.Conflict"/> the current one; null after <see cref="WriteOutcome.NotFound"/>.
/// </param>
/// <param name="Revision">The revision of the write (of a deletion: its own); 0 when nothing was written.</param>
public readonly record struct WriteResult(WriteOutcome Outcome, StoreEntry? Entry, long Revision)
{
    /// <summary>Whether the write was carried out.</summary>
    public bool Succeeded => Outcome == WriteOutcome.Succeeded;
}
