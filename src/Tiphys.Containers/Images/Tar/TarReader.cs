using System.Buffers;

namespace Tiphys.Containers.Images.Tar;

/// <summary>One piece of a file's content; what lies between pieces is a hole of zeros.</summary>
internal readonly record struct TarChunk(long Offset, ReadOnlyMemory<byte> Data);

/// <summary>
/// Reads a tar stream front to back: ustar, GNU (long names, base-256 numbers, sparse files) and pax.
/// Not System.Formats.Tar, because that decodes names and extended attributes as UTF-8, which destroys
/// <c>security.capability</c> and names in other encodings.
/// </summary>
internal sealed class TarReader(Stream stream) : IDisposable
{
    private const int BufferSize = 128 * 1024;
    private const int MaxMetadataSize = 1 << 20;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly PaxRecords _globalPax = new();
    private int _start;
    private int _end;
    private long _remaining;
    private long _padding;
    private SparseMap? _sparse;
    private long _contentOffset;
    private bool _finished;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>The next member, or null at the end. Content of the last one that was not read is skipped.</summary>
    public async ValueTask<TarEntry?> ReadNextAsync(CancellationToken cancellationToken)
    {
        await SkipAsync(_remaining + _padding, cancellationToken);
        (_remaining, _padding, _sparse, _contentOffset) = (0, 0, null, 0);
        PaxRecords? pax = null;
        byte[]? longPath = null;
        byte[]? longLink = null;
        while (!_finished)
        {
            if (!await FillAsync(TarHeader.BlockSize, cancellationToken))
            {
                break;
            }

            var header = TarHeader.Parse(_buffer.AsSpan(_start, TarHeader.BlockSize));
            _start += TarHeader.BlockSize;
            switch (header?.Type)
            {
                case null:
                    break;
                case 'x':
                    pax = PaxRecords.Parse(await ReadMetadataAsync(header, cancellationToken), _globalPax);
                    continue;
                case 'g':
                    _globalPax.Merge(PaxRecords.Parse(await ReadMetadataAsync(header, cancellationToken), null));
                    continue;
                case 'L':
                    longPath = TrimNul(await ReadMetadataAsync(header, cancellationToken));
                    continue;
                case 'K':
                    longLink = TrimNul(await ReadMetadataAsync(header, cancellationToken));
                    continue;
                default:
                    return await BeginEntryAsync(header, pax ?? _globalPax, longPath, longLink, cancellationToken);
            }

            break;
        }

        _finished = true;
        return null;
    }

    /// <summary>The next piece of the current member's content; empty data at the end. Valid until the next call.</summary>
    public async ValueTask<TarChunk> ReadContentAsync(CancellationToken cancellationToken)
    {
        if (_remaining == 0)
        {
            return default;
        }

        if (_start == _end && !await FillAsync(1, cancellationToken))
        {
            throw new TarFormatException("the archive ends inside a file");
        }

        var length = (int)Math.Min(_remaining, _end - _start);
        var offset = _contentOffset;
        if (_sparse is not null)
        {
            (offset, length) = _sparse.Take(length);
        }

        var data = _buffer.AsMemory(_start, length);
        _start += length;
        _remaining -= length;
        _contentOffset += length;
        return new TarChunk(offset, data);
    }

    /// <summary>Copies the current member's content, which must not be sparse.</summary>
    public async Task CopyContentToAsync(Stream destination, CancellationToken cancellationToken)
    {
        if (_sparse is not null)
        {
            throw new TarFormatException("a sparse file where plain content is expected");
        }

        while (await ReadContentAsync(cancellationToken) is { Data.Length: > 0 } chunk)
        {
            await destination.WriteAsync(chunk.Data, cancellationToken);
        }
    }

    /// <summary>The current member's whole content.</summary>
    /// <exception cref="TarFormatException">It has more than <paramref name="limit"/> bytes.</exception>
    public async Task<byte[]> ReadAllContentAsync(int limit, CancellationToken cancellationToken)
    {
        if (_remaining > limit)
        {
            throw new TarFormatException($"a member of {_remaining} bytes where at most {limit} are expected");
        }

        var content = new MemoryStream((int)_remaining);
        await CopyContentToAsync(content, cancellationToken);
        return content.ToArray();
    }

    /// <summary>Reads to the end of the stream, past the end of the archive, so that a hash over the stream is complete.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        do
        {
            _start = _end = 0;
        }
        while (await FillAsync(1, cancellationToken));
    }

    private async ValueTask<TarEntry> BeginEntryAsync(
        TarHeader header, PaxRecords pax, byte[]? longPath, byte[]? longLink, CancellationToken cancellationToken)
    {
        _remaining = pax.Size ?? header.Size;
        if (!header.HasContent)
        {
            _remaining = 0;
        }

        _padding = -_remaining & (TarHeader.BlockSize - 1);
        var size = _remaining;
        if (header.Type == 'S')
        {
            _sparse = await ReadGnuSparseAsync(header, cancellationToken);
        }
        else if (pax.HasSparseMapInContent)
        {
            _sparse = await ReadPaxSparseAsync(pax, cancellationToken);
        }
        else
        {
            _sparse = pax.SparseMap;
        }

        return header.ToEntry(pax, longPath, longLink, _sparse?.RealSize ?? size);
    }

    // Old GNU format: four extents in the header, the others in blocks between header and content.
    private async ValueTask<SparseMap> ReadGnuSparseAsync(TarHeader header, CancellationToken cancellationToken)
    {
        var map = new SparseMap(header.GnuRealSize);
        map.AddGnuExtents(header.GnuSparse, 4);
        var extended = header.GnuIsExtended;
        while (extended)
        {
            if (!await FillAsync(TarHeader.BlockSize, cancellationToken))
            {
                throw new TarFormatException("the archive ends inside a sparse map");
            }

            var block = _buffer.AsSpan(_start, TarHeader.BlockSize);
            map.AddGnuExtents(block, 21);
            extended = block[504] != 0;
            _start += TarHeader.BlockSize;
        }

        map.Check(_remaining);
        return map;
    }

    // Pax format 1.0: the map is decimal lines at the start of the content, padded to whole blocks.
    private async ValueTask<SparseMap> ReadPaxSparseAsync(PaxRecords pax, CancellationToken cancellationToken)
    {
        var map = new SparseMap(pax.SparseRealSize);
        var text = new List<byte>();
        while (!map.TryAddDecimalLines(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(text)))
        {
            if (_remaining < TarHeader.BlockSize || text.Count > MaxMetadataSize || !await FillAsync(TarHeader.BlockSize, cancellationToken))
            {
                throw new TarFormatException("malformed sparse map");
            }

            text.AddRange(_buffer.AsSpan(_start, TarHeader.BlockSize));
            _start += TarHeader.BlockSize;
            _remaining -= TarHeader.BlockSize;
        }

        map.Check(_remaining);
        return map;
    }

    private async ValueTask<byte[]> ReadMetadataAsync(TarHeader header, CancellationToken cancellationToken)
    {
        if (header.Size > MaxMetadataSize)
        {
            throw new TarFormatException($"an extended header of {header.Size} bytes");
        }

        var content = new byte[header.Size];
        var read = 0;
        while (read < content.Length)
        {
            if (!await FillAsync(1, cancellationToken))
            {
                throw new TarFormatException("the archive ends inside an extended header");
            }

            var length = Math.Min(content.Length - read, _end - _start);
            _buffer.AsSpan(_start, length).CopyTo(content.AsSpan(read));
            read += length;
            _start += length;
        }

        await SkipAsync(-header.Size & (TarHeader.BlockSize - 1), cancellationToken);
        return content;
    }

    private async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(1, cancellationToken))
            {
                throw new TarFormatException("the archive ends inside a file");
            }

            var length = (int)Math.Min(count, _end - _start);
            _start += length;
            count -= length;
        }
    }

    // Makes at least `count` bytes available; false at the end of the stream.
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end, BufferSize - _end), cancellationToken);
            if (read == 0)
            {
                return _end == 0 ? false : throw new TarFormatException("the archive ends inside a block");
            }

            _end += read;
        }

        return true;
    }

    private static byte[] TrimNul(byte[] text)
    {
        var end = text.AsSpan().IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }
}
