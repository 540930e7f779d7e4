namespace Tiphys.Client.Files;

/// <summary>Writes files whole or not at all: whoever reads sees the old content or the new, also after a crash.</summary>
public static class AtomicFile
{
    /// <summary>Replaces a file; its directory is made.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, null);

    /// <summary>The same for a file with secrets, which only its owner can read.</summary>
    public static void WriteSecret(string path, ReadOnlySpan<byte> content) => Write(path, content, UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            // The mode counts for new files alone: one that was left behind by a crash may have another.
            File.Delete(temporary);
            options.UnixCreateMode = mode;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
