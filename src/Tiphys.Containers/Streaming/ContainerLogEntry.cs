using System.Globalization;
using System.Text;

namespace Tiphys.Containers.Streaming;

/// <summary>One line of a log in CRI's format: <c>2016-10-06T00:17:09.669794202Z stdout F text</c>. Points into its buffer.</summary>
/// <remarks>P instead of F marks a piece of a line that goes on in the next entry of the same stream.</remarks>
internal readonly ref struct ContainerLogEntry
{
    private ContainerLogEntry(ReadOnlySpan<byte> timestamp, bool isStderr, bool isPartial, ReadOnlySpan<byte> content)
    {
        Timestamp = timestamp;
        IsStderr = isStderr;
        IsPartial = isPartial;
        Content = content;
    }

    public ReadOnlySpan<byte> Timestamp { get; }
    public bool IsStderr { get; }
    public bool IsPartial { get; }
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>Reads a line without its line feed. False for what is not in the format.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ContainerLogEntry entry)
    {
        entry = default;
        if (!TryCut(ref line, out var timestamp) || !TryCut(ref line, out var stream) || !TryCut(ref line, out var tag))
            return false;
        var isStderr = stream.SequenceEqual("stderr"u8);
        if (!isStderr && !stream.SequenceEqual("stdout"u8))
            return false;
        entry = new ContainerLogEntry(timestamp, isStderr, tag.StartsWith("P"u8), line);
        return true;
    }

    public DateTimeOffset Time() =>
        DateTimeOffset.TryParse(Encoding.ASCII.GetString(Timestamp), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : default;

    private static bool TryCut(scoped ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> field)
    {
        var space = line.IndexOf((byte)' ');
        field = space < 0 ? [] : line[..space];
        if (space < 0)
            return false;
        line = line[(space + 1)..];
        return true;
    }
}
