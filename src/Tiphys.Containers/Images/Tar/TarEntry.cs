using System.Text;

namespace Tiphys.Containers.Images.Tar;

internal enum TarEntryKind
{
    File,
    HardLink,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Directory,
    Fifo,
}

/// <summary>
/// The header of one member of a tar archive. Names are bytes, because Linux file names are: they need not be UTF-8.
/// </summary>
internal sealed record TarEntry
{
    public required byte[] Path { get; init; }

    public required TarEntryKind Kind { get; init; }

    /// <summary>The target of a link; for hard links a path in the same archive.</summary>
    public byte[] LinkTarget { get; init; } = [];

    /// <summary>Permission, set-id and sticky bits.</summary>
    public int Mode { get; init; }

    public uint UserId { get; init; }

    public uint GroupId { get; init; }

    /// <summary>Bytes of content as the reader of the file sees it, holes included.</summary>
    public long Size { get; init; }

    public Timestamp ModifiedAt { get; init; }

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }

    /// <summary>Extended attributes by name; values are any bytes.</summary>
    public IReadOnlyDictionary<string, byte[]> ExtendedAttributes { get; init; } = NoAttributes;

    /// <summary>The path for messages and for archives whose names are known to be text.</summary>
    public string PathText => Encoding.UTF8.GetString(Path);

    private static readonly Dictionary<string, byte[]> NoAttributes = [];
}

/// <summary>Seconds since 1970 and nanoseconds, as <c>utimensat</c> takes them.</summary>
internal readonly record struct Timestamp(long Seconds, int Nanoseconds);
