using System.Security.Cryptography;

namespace Tiphys.Containers.Images.Content;

/// <summary>A blob in the making: a file, and the hash over what was written to it.</summary>
internal sealed class BlobWriter : Stream
{
    private readonly BlobStore _store;
    private readonly string _path;
    private readonly bool _keepPartial;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _done;

    public BlobWriter(BlobStore store, string path, bool keepPartial = false)
    {
        (_store, _path, _keepPartial) = (store, path, keepPartial);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _file.Length;

    /// <summary>Bytes written so far.</summary>
    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>The digest over what was written so far.</summary>
    public Digest CurrentDigest => Digest.FromHash(_hash.GetCurrentHash());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _file.Write(buffer);
        }
        catch (IOException e)
        {
            throw StorageFailure(e);
        }

        _hash.AppendData(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _file.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw StorageFailure(e);
        }

        _hash.AppendData(buffer.Span);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Throws away what was written and begins anew.</summary>
    public void Restart()
    {
        _file.SetLength(0);
        _file.Position = 0;
        _hash.GetHashAndReset();
    }

    /// <summary>Makes the blob part of the store.</summary>
    /// <param name="expected">What the content must hash to; null takes whatever it is.</param>
    /// <param name="expectedSize">The size in bytes that the descriptor gives; null takes any.</param>
    /// <exception cref="ImageException"><see cref="ImageErrorReason.DigestMismatch"/>; the content is thrown away.</exception>
    public Digest Commit(Digest? expected, long? expectedSize)
    {
        var digest = CurrentDigest;
        if ((expectedSize ?? Position) != Position || (expected ?? digest) != digest)
        {
            var message = $"expected {expected?.ToString() ?? "any content"} of {expectedSize ?? Position} bytes, got {digest} of {Position} bytes";
            Restart();
            throw new ImageException(ImageErrorReason.DigestMismatch, message);
        }

        try
        {
            _file.Flush(flushToDisk: true);
            // Closed first: the exclusive lock must be gone when readers can find the blob.
            _file.Dispose();
            _store.Publish(_path, digest);
        }
        catch (IOException e)
        {
            throw StorageFailure(e);
        }

        _done = true;
        return digest;
    }

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static ImageException StorageFailure(IOException e) =>
        new(ImageErrorReason.StorageFailure, $"cannot write to the image store: {e.Message}", e);

    internal async Task HashExistingAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 17];
        int read;
        while ((read = await _file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            _hash.AppendData(buffer, 0, read);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            var drop = !_done && (!_file.CanWrite || !_keepPartial || _file.Length == 0);
            _file.Dispose();
            _hash.Dispose();
            if (drop)
            {
                File.Delete(_path);
            }

            _done = true;
        }

        base.Dispose(disposing);
    }
}
