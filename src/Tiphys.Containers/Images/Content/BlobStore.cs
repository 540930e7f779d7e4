namespace Tiphys.Containers.Images.Content;

/// <summary>
/// Content-addressed files, <c>blobs/sha256/HEX</c>. A blob appears only when it is complete, checked and durable; until
/// then it is a file under <c>ingest/</c>.
/// </summary>
internal sealed class BlobStore
{
    private const string PartialExtension = ".partial";

    private readonly string _blobs;
    private readonly string _ingest;

    public BlobStore(string root)
    {
        _blobs = Path.Combine(root, "blobs", "sha256");
        _ingest = Path.Combine(root, "ingest");
        Directory.CreateDirectory(_blobs);
        Directory.CreateDirectory(_ingest);
    }

    public bool Contains(Digest digest) => File.Exists(PathOf(digest));

    /// <summary>The size in bytes, or null when the blob is not there.</summary>
    public long? SizeOf(Digest digest)
    {
        var file = new FileInfo(PathOf(digest));
        return file.Exists ? file.Length : null;
    }

    /// <summary>Opens a blob for reading.</summary>
    /// <exception cref="ImageException"><see cref="ImageErrorReason.NotFound"/>.</exception>
    public FileStream OpenRead(Digest digest)
    {
        try
        {
            return new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        }
        catch (FileNotFoundException e)
        {
            throw new ImageException(ImageErrorReason.NotFound, $"the store has no blob {digest}", e);
        }
    }

    /// <summary>Reads a small blob (a manifest or configuration).</summary>
    public async ValueTask<byte[]> ReadAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(digest), cancellationToken);
        }
        catch (FileNotFoundException e)
        {
            throw new ImageException(ImageErrorReason.NotFound, $"the store has no blob {digest}", e);
        }
    }

    /// <summary>Stores bytes; storing what is there already does nothing.</summary>
    public async Task<Digest> WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var digest = Digest.Of(content.Span);
        if (!Contains(digest))
        {
            await using var writer = CreateWriter();
            await writer.WriteAsync(content, cancellationToken);
            writer.Commit(digest, content.Length);
        }

        return digest;
    }

    /// <summary>Begins a blob whose digest is not known yet. Disposing without commit throws it away.</summary>
    public BlobWriter CreateWriter() => new(this, Path.Combine(_ingest, Path.GetRandomFileName()));

    /// <summary>
    /// Continues (or begins) the download of a blob in the file that an interrupted attempt left. The digest over what is
    /// there already is computed first.
    /// </summary>
    public async Task<BlobWriter> ResumeWriterAsync(Digest digest, CancellationToken cancellationToken)
    {
        BlobWriter writer;
        try
        {
            writer = new BlobWriter(this, Path.Combine(_ingest, digest.Hex + PartialExtension), keepPartial: true);
        }
        catch (IOException) when (File.Exists(Path.Combine(_ingest, digest.Hex + PartialExtension)))
        {
            // Another process downloads the same blob right now; both may, the first to finish wins.
            return CreateWriter();
        }

        try
        {
            await writer.HashExistingAsync(cancellationToken);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync();
            throw;
        }
    }

    public void Delete(Digest digest) => File.Delete(PathOf(digest));

    public IEnumerable<Digest> Enumerate()
    {
        foreach (var file in Directory.EnumerateFiles(_blobs))
        {
            if (Digest.TryParseHex(Path.GetFileName(file), out var digest))
            {
                yield return digest;
            }
        }
    }

    /// <summary>
    /// Deletes unfinished files that no process holds open; those that a download could resume only when they are old.
    /// </summary>
    public void DeleteAbandonedIngests(DateTime olderThanUtc)
    {
        foreach (var file in new DirectoryInfo(_ingest).EnumerateFiles())
        {
            if ((file.Extension != PartialExtension || file.LastWriteTimeUtc < olderThanUtc) && !IsHeld(file.FullName))
            {
                file.Delete();
            }
        }
    }

    // A writer's file is locked for as long as it is open, which .NET does for FileShare.None.
    private static bool IsHeld(string path)
    {
        using var file = Posix.OpenLockFile(path);
        return !Posix.TryLock(file, exclusive: true);
    }

    internal void Publish(string path, Digest digest)
    {
        File.Move(path, PathOf(digest), overwrite: true);
        DurableFile.SyncDirectory(_blobs);
    }

    /// <summary>The file of a blob, for those who hand it on as a file.</summary>
    public string PathOf(Digest digest) => Path.Combine(_blobs, digest.Hex);
}
