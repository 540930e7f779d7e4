using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes;

/// <summary>
/// Walks paths inside a volume whose contents others change while we walk. Every step goes from an open directory to a name in it and never
/// through a symbolic link: links are read and walked here, and none leads out of the volume. What comes out is an open file, so that nothing
/// that is renamed afterwards can change what it is.
/// </summary>
internal static class SafePath
{
    private const int MaxLinks = 40;

    /// <summary>Opens what a path inside a directory leads to, as a place.</summary>
    /// <exception cref="IOException">It leads nowhere, or out of the directory.</exception>
    public static SafeFileHandle Open(string root, string path) =>
        Walk(root, path, makeMode: null);

    /// <summary>Opens what a path leads to and makes the directories that are missing, with exactly this mode.</summary>
    public static SafeFileHandle OpenOrMakeDirectory(string root, string path, uint mode) =>
        Walk(root, path, mode);

    /// <summary>Opens a file for reading.</summary>
    public static FileStream OpenFile(string root, string path)
    {
        using var place = Open(root, path);
        if (!Native.Status(place).IsRegularFile)
        {
            throw new IOException($"{path} is not a regular file");
        }

        return new FileStream(Native.OpenForReading(place), FileAccess.Read);
    }

    private static SafeFileHandle Walk(string root, string path, uint? makeMode)
    {
        // The directories that lead to where we are; the first is the root, which ".." never leaves.
        var trail = new Stack<SafeFileHandle>([Native.OpenPlace(root)]);
        var ahead = new Stack<string>();
        Push(ahead, path);
        try
        {
            var links = 0;
            while (ahead.TryPop(out var name))
            {
                if (name == "..")
                {
                    Back(trail, path);
                    continue;
                }

                var next = Step(trail.Peek(), name, makeMode, path);
                if (!Native.Status(next).IsSymbolicLink)
                {
                    trail.Push(next);
                    continue;
                }

                using (next)
                {
                    Follow(ahead, Native.ReadLink(next), path, ++links);
                }
            }

            return trail.Pop();
        }
        finally
        {
            foreach (var directory in trail)
            {
                directory.Dispose();
            }
        }
    }

    private static SafeFileHandle Step(SafeFileHandle directory, string name, uint? makeMode, string path)
    {
        if (Native.TryOpenPlace(directory, name) is { } there)
        {
            return there;
        }

        if (makeMode is { } mode)
        {
            Native.MakeDirectory(directory, name, mode);
        }

        return Native.TryOpenPlace(directory, name) ?? throw new LinuxException($"open {path}", Native.NotFound);
    }

    private static void Back(Stack<SafeFileHandle> trail, string path)
    {
        if (trail.Count == 1)
        {
            throw new IOException($"{path} leads out of the volume");
        }

        trail.Pop().Dispose();
    }

    private static void Follow(Stack<string> ahead, string target, string path, int links)
    {
        if (target.StartsWith('/'))
        {
            throw new IOException($"{path} leads out of the volume");
        }

        if (links > MaxLinks)
        {
            throw new LinuxException($"open {path}", Native.TooManyLinks);
        }

        Push(ahead, target);
    }

    private static void Push(Stack<string> ahead, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Reverse())
        {
            ahead.Push(name);
        }
    }
}
