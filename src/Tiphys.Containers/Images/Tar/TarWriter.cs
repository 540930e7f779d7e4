using System.Globalization;
using System.Text;

namespace Tiphys.Containers.Images.Tar;

/// <summary>
/// Writes a tar stream: ustar headers, and pax records where a value does not fit. The same entries give the same bytes.
/// </summary>
internal sealed class TarWriter(Stream stream)
{
    private static readonly byte[] Zeros = new byte[2 * TarHeader.BlockSize];
    private long _promised;

    /// <summary>Begins a member; its <see cref="TarEntry.Size"/> bytes of content must follow.</summary>
    public async Task WriteHeaderAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        var pax = PaxFor(entry);
        if (pax.Length > 0)
        {
            var paxHeader = new TarEntry { Path = "PaxHeaders/"u8.ToArray(), Kind = TarEntryKind.File, Mode = 0x1A4, Size = pax.Length };
            await stream.WriteAsync(Block(paxHeader, 'x'), cancellationToken);
            await stream.WriteAsync(pax, cancellationToken);
            await PadAsync(pax.Length, cancellationToken);
        }

        await stream.WriteAsync(Block(entry, TypeOf(entry.Kind)), cancellationToken);
        _promised = entry.Size;
    }

    /// <summary>A member with its content in memory.</summary>
    public async Task WriteAsync(TarEntry entry, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await WriteHeaderAsync(entry with { Size = content.Length }, cancellationToken);
        await stream.WriteAsync(content, cancellationToken);
        await PadAsync(content.Length, cancellationToken);
    }

    /// <summary>A file with its content from a stream, which must have exactly as many bytes as the header says.</summary>
    public async Task WriteAsync(TarEntry entry, Stream content, CancellationToken cancellationToken)
    {
        await WriteHeaderAsync(entry, cancellationToken);
        var buffer = new byte[81920];
        long written = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0 && (written += read) <= _promised)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (written != _promised)
        {
            throw new IOException($"{entry.PathText} changed its size while it was read");
        }

        await PadAsync(written, cancellationToken);
    }

    /// <summary>Copies the content of the member that a reader stands at, holes filled with zeros.</summary>
    public async Task WriteContentAsync(TarReader reader, CancellationToken cancellationToken)
    {
        long written = 0;
        while (await reader.ReadContentAsync(cancellationToken) is { Data.Length: > 0 } chunk)
        {
            await FillAsync(chunk.Offset - written, cancellationToken);
            await stream.WriteAsync(chunk.Data, cancellationToken);
            written = chunk.Offset + chunk.Data.Length;
        }

        await FillAsync(_promised - written, cancellationToken);
        await PadAsync(_promised, cancellationToken);
    }

    /// <summary>Ends the archive.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken) => await stream.WriteAsync(Zeros, cancellationToken);

    private async Task FillAsync(long count, CancellationToken cancellationToken)
    {
        for (; count > 0; count -= Zeros.Length)
        {
            await stream.WriteAsync(Zeros.AsMemory(0, (int)Math.Min(count, Zeros.Length)), cancellationToken);
        }
    }

    private async Task PadAsync(long length, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Zeros.AsMemory(0, (int)(-length & (TarHeader.BlockSize - 1))), cancellationToken);

    private static byte[] PaxFor(TarEntry entry)
    {
        var pax = new MemoryStream();
        void Add(string key, ReadOnlySpan<byte> value) => pax.Write(PaxRecords.Format(key, value));
        void AddNumber(string key, long value) => Add(key, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

        if (entry.Path.Length > 100 || entry.Path.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            Add("path", entry.Path);
        }

        if (entry.LinkTarget.Length > 100 || entry.LinkTarget.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            Add("linkpath", entry.LinkTarget);
        }

        if (entry.Size > MaxOctal(12))
        {
            AddNumber("size", entry.Size);
        }

        if (entry.UserId > MaxOctal(8))
        {
            AddNumber("uid", entry.UserId);
        }

        if (entry.GroupId > MaxOctal(8))
        {
            AddNumber("gid", entry.GroupId);
        }

        if (entry.ModifiedAt is { Nanoseconds: not 0 } or { Seconds: < 0 })
        {
            var time = entry.ModifiedAt.Seconds + (entry.ModifiedAt.Nanoseconds / 1_000_000_000m);
            Add("mtime", Encoding.ASCII.GetBytes(time.ToString("0.#########", CultureInfo.InvariantCulture)));
        }

        foreach (var (name, value) in entry.ExtendedAttributes.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            pax.Write(PaxRecords.FormatXattr(name, value));
        }

        return pax.ToArray();
    }

    private static byte[] Block(TarEntry entry, char type)
    {
        var block = new byte[TarHeader.BlockSize];
        void Text(int offset, int length, ReadOnlySpan<byte> value) => value[..Math.Min(length, value.Length)].CopyTo(block.AsSpan(offset));
        // A value that does not fit stands in the pax records, and zero here.
        void Octal(int offset, int length, long value) => Text(offset, length - 1,
            Encoding.ASCII.GetBytes(Convert.ToString(value < 0 || value > MaxOctal(length) ? 0 : value, 8).PadLeft(length - 1, '0')));

        Text(0, 100, entry.Path);
        Octal(100, 8, entry.Mode & 0xFFF);
        Octal(108, 8, entry.UserId);
        Octal(116, 8, entry.GroupId);
        Octal(124, 12, entry.Size);
        Octal(136, 12, entry.ModifiedAt.Seconds);
        block[156] = (byte)type;
        Text(157, 100, entry.LinkTarget);
        Text(257, 8, "ustar\000"u8);
        Octal(329, 8, entry.DeviceMajor);
        Octal(337, 8, entry.DeviceMinor);
        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in block)
        {
            sum += b;
        }

        Octal(148, 7, sum);
        block[154] = 0;
        return block;
    }

    private static char TypeOf(TarEntryKind kind) => kind switch
    {
        TarEntryKind.File => '0',
        TarEntryKind.HardLink => '1',
        TarEntryKind.SymbolicLink => '2',
        TarEntryKind.CharacterDevice => '3',
        TarEntryKind.BlockDevice => '4',
        TarEntryKind.Directory => '5',
        _ => '6',
    };

    private static long MaxOctal(int fieldLength) => (1L << (3 * (fieldLength - 1))) - 1;
}
