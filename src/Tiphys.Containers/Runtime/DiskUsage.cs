using Tiphys.Containers.Linux;

namespace Tiphys.Containers;

/// <summary>Space and inodes of a directory tree on its disk; a file with several names counts once.</summary>
public static class DiskUsage
{
    private const int BlockSize = 512;

    /// <summary>Zero for a directory that is not there. What vanishes while counting is left out.</summary>
    public static (ulong Bytes, ulong Inodes) Measure(string directory)
    {
        ulong bytes = 0, inodes = 0;
        HashSet<ulong>? seen = null;
        var pending = new Stack<string>();
        pending.Push(directory);
        while (pending.TryPop(out var path))
        {
            if (TryStat(path) is not { } status)
                continue;
            if (status is { Links: > 1, IsDirectory: false } && !(seen ??= []).Add(status.Inode))
                continue;
            inodes++;
            bytes += (ulong)status.Blocks * BlockSize;
            if (status.IsDirectory)
                PushChildren(path, pending);
        }

        return (bytes, inodes);
    }

    private static FileStatus? TryStat(string path)
    {
        try
        {
            return Libc.Stat(path, followLinks: false);
        }
        catch (LinuxException)
        {
            return null;
        }
    }

    private static void PushChildren(string path, Stack<string> pending)
    {
        try
        {
            foreach (var child in Directory.EnumerateFileSystemEntries(path))
                pending.Push(child);
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted meanwhile.
        }
    }
}
