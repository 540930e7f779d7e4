namespace Tiphys.Containers.Images.Content;

/// <summary>Files that are either the old or the new content after any crash.</summary>
internal static class DurableFile
{
    /// <summary>Replaces a file in one step: temporary file, fsync, rename, fsync of the directory.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes renames in a directory durable.</summary>
    public static void SyncDirectory(string path)
    {
        using var directory = Posix.Open(path, Posix.ReadOnly | Posix.Directory);
        Posix.Sync(directory);
    }
}
