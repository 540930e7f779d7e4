namespace Tiphys.Containers.Streaming;

/// <summary>Writes log entries to their streams as a reader asked for them.</summary>
internal sealed class ContainerLogWriter(LogReadOptions options, Stream? standardOutput, Stream? standardError)
{
    private long _remaining = options.LimitBytes ?? long.MaxValue;
    private bool _isSinceReached = options.Since is null;
    private bool _isInsideOutput;
    private bool _isInsideError;

    public bool IsFull => _remaining <= 0;

    /// <summary>Renders one raw line; the result is empty when it is not asked for.</summary>
    public (Stream? Target, byte[] Text) Render(ReadOnlySpan<byte> line)
    {
        if (!ContainerLogEntry.TryParse(line, out var entry) || !IsSinceReached(entry))
            return default;
        var isInside = entry.IsStderr ? _isInsideError : _isInsideOutput;
        if (entry.IsStderr)
            _isInsideError = entry.IsPartial;
        else
            _isInsideOutput = entry.IsPartial;
        var target = entry.IsStderr ? standardError : standardOutput;
        if (target is null)
            return default;
        ReadOnlySpan<byte> prefix = options.Timestamps && !isInside ? [.. Utc(entry.Timestamp), (byte)' '] : [];
        byte[] text = [.. prefix, .. entry.Content, .. entry.IsPartial ? ReadOnlySpan<byte>.Empty : "\n"u8];
        var length = (int)Math.Min(text.Length, _remaining);
        _remaining -= length;
        return (target, length == text.Length ? text : text[..length]);
    }

    private bool IsSinceReached(ContainerLogEntry entry)
    {
        // Times only grow: once reached there is no need to parse them any more.
        _isSinceReached = _isSinceReached || entry.Time() >= options.Since;
        return _isSinceReached;
    }

    // conmon writes +00:00 where Kubernetes writes Z.
    private static ReadOnlySpan<byte> Utc(ReadOnlySpan<byte> timestamp) =>
        timestamp.EndsWith("+00:00"u8) ? (byte[])[.. timestamp[..^6], (byte)'Z'] : timestamp;
}
