namespace Tiphys.Containers.Images.Tar;

/// <summary>One 512-byte header block. Layout: POSIX.1-1988 ustar, with GNU's variations.</summary>
internal sealed class TarHeader
{
    public const int BlockSize = 512;

    private readonly byte[] _block;

    private TarHeader(byte[] block)
    {
        _block = block;
        Size = Number(124, 12);
        if (Size < 0)
        {
            throw new TarFormatException("a member of negative size");
        }
    }

    public char Type => (char)_block[156];

    public long Size { get; }

    /// <summary>Links, directories and devices have no content, whatever their size field says.</summary>
    public bool HasContent => Type is not ('1' or '2' or '3' or '4' or '5' or '6');

    public ReadOnlySpan<byte> GnuSparse => _block.AsSpan(386);

    public bool GnuIsExtended => _block[482] != 0;

    public long GnuRealSize => Number(483, 12);

    private bool IsUstar => _block.AsSpan(257, 6).SequenceEqual("ustar\0"u8);

    /// <summary>Reads a block; null for the zero block that ends an archive.</summary>
    public static TarHeader? Parse(ReadOnlySpan<byte> block)
    {
        if (!block.ContainsAnyExcept((byte)0))
        {
            return null;
        }

        var copy = block.ToArray();
        if (ParseNumber(copy.AsSpan(148, 8)) is var expected && expected != Checksum(copy, false) && expected != Checksum(copy, true))
        {
            throw new TarFormatException("not a tar header (wrong checksum)");
        }

        return new TarHeader(copy);
    }

    public TarEntry ToEntry(PaxRecords pax, byte[]? longPath, byte[]? longLink, long size)
    {
        var path = pax.Path ?? longPath ?? HeaderPath();
        return new TarEntry
        {
            Path = path,
            Kind = KindOf(path),
            LinkTarget = pax.LinkTarget ?? longLink ?? Text(157, 100),
            Mode = (int)Number(100, 8) & 0xFFF,
            UserId = (uint)(pax.UserId ?? Number(108, 8)),
            GroupId = (uint)(pax.GroupId ?? Number(116, 8)),
            Size = size,
            ModifiedAt = pax.ModifiedAt ?? new Timestamp(Number(136, 12), 0),
            DeviceMajor = (uint)Number(329, 8),
            DeviceMinor = (uint)Number(337, 8),
            ExtendedAttributes = pax.ExtendedAttributes,
        };
    }

    private TarEntryKind KindOf(byte[] path) => Type switch
    {
        '1' => TarEntryKind.HardLink,
        '2' => TarEntryKind.SymbolicLink,
        '3' => TarEntryKind.CharacterDevice,
        '4' => TarEntryKind.BlockDevice,
        '5' => TarEntryKind.Directory,
        '6' => TarEntryKind.Fifo,
        // Before ustar a directory was a file whose name ends in a slash.
        '\0' or '0' when path is [.., (byte)'/'] => TarEntryKind.Directory,
        '\0' or '0' or '7' or 'S' => TarEntryKind.File,
        var other => throw new TarFormatException($"unknown member type '{other}'"),
    };

    private byte[] HeaderPath()
    {
        var name = Text(0, 100);
        var prefix = IsUstar ? Text(345, 155) : [];
        return prefix.Length == 0 ? name : [.. prefix, (byte)'/', .. name];
    }

    private byte[] Text(int offset, int length)
    {
        var field = _block.AsSpan(offset, length);
        var end = field.IndexOf((byte)0);
        return (end < 0 ? field : field[..end]).ToArray();
    }

    private long Number(int offset, int length) => ParseNumber(_block.AsSpan(offset, length));

    /// <summary>Octal text, or base 256 when the first bit is set.</summary>
    internal static long ParseNumber(ReadOnlySpan<byte> field)
    {
        long value = 0;
        if ((field[0] & 0x80) != 0)
        {
            value = (field[0] & 0x40) != 0 ? -1 : 0;
            value = (value << 6) | (uint)(field[0] & 0x3F);
            foreach (var digit in field[1..])
            {
                value = unchecked((value << 8) | digit);
            }

            return value;
        }

        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                // A NUL ends the number even when rubbish follows it.
                return digit == 0 ? value : throw new TarFormatException("a malformed number in a header");
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }

    // Some old programs summed signed bytes.
    private static long Checksum(byte[] block, bool signed)
    {
        long sum = 8 * ' ';
        for (var i = 0; i < BlockSize; i++)
        {
            if (i is < 148 or >= 156)
            {
                sum += signed ? (sbyte)block[i] : block[i];
            }
        }

        return sum;
    }
}
