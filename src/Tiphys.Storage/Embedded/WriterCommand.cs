namespace Tiphys.Storage.Embedded;

internal enum WriterCommandType
{
    Create,
    Update,
    Delete,
    Compact,

    /// <summary>Drops old history, or probes a disk that failed.</summary>
    Maintain,
}

/// <summary>Something for the writer to do, and the promise of its result.</summary>
internal sealed class WriterCommand(WriterCommandType type, string key, CancellationToken cancellationToken)
    : TaskCompletionSource<WriteResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public WriterCommandType Type { get; } = type;

    public string Key { get; } = key;

    public ReadOnlyMemory<byte> Value { get; init; }

    public object? Decoded { get; init; }

    /// <summary>The expected revision of an update or delete (0 is any); the revision to compact to.</summary>
    public long Revision { get; init; }

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Set by the writer, told to the caller once the group is durable.</summary>
    public WriteResult Result { get; set; }

    public bool IsWrite => Type <= WriterCommandType.Delete;
}
