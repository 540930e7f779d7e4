using System.Text;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images.Layers;

/// <summary>
/// The union of unpacked layers as overlayfs would show it, looked up without a mount.
/// </summary>
/// <param name="directories">Top layer first.</param>
internal sealed class MergedLayers(IReadOnlyList<string> directories)
{
    private const int MaxLinks = 40;

    /// <summary>The root directory.</summary>
    public MergedNode Root { get; } = new("/", directories, directories.Count == 0 ? null : Posix.Status(directories[0]));

    /// <summary>
    /// What a path names, without following a symbolic link in any position; null when nothing is there.
    /// </summary>
    public MergedNode? Find(IEnumerable<string> names)
    {
        MergedNode? node = Root;
        foreach (var name in names)
        {
            node = node is { IsDirectory: true } ? Child(node, name) : null;
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>
    /// Resolves a path as a process inside would: symbolic links are followed, also in last position unless told otherwise.
    /// </summary>
    /// <returns>The path without links, and what is there; the node is null when nothing is.</returns>
    public (string Path, MergedNode? Node) Resolve(string path, bool followLast = true)
    {
        var done = new List<(string Name, MergedNode? Node)>();
        var pending = new Stack<string>(Split(path).Reverse());
        var links = 0;
        while (pending.TryPop(out var name))
        {
            if (name == "..")
            {
                if (done.Count > 0)
                {
                    done.RemoveAt(done.Count - 1);
                }

                continue;
            }

            var parent = done.Count == 0 ? Root : done[^1].Node;
            var node = parent is { IsDirectory: true } ? Child(parent, name) : null;
            if (node is not { IsSymbolicLink: true } || (pending.Count == 0 && !followLast))
            {
                done.Add((name, node));
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new ImageException(ImageErrorReason.InvalidContent, $"too many symbolic links in {path}");
            }

            var target = node.LinkTarget;
            if (target.StartsWith('/'))
            {
                done.Clear();
            }

            foreach (var part in Split(target).Reverse())
            {
                pending.Push(part);
            }
        }

        return ("/" + string.Join('/', done.Select(d => d.Name)), done.Count == 0 ? Root : done[^1].Node);
    }

    /// <summary>The children of a directory, in ordinal order of their names.</summary>
    public IEnumerable<(string Name, MergedNode Node)> Children(MergedNode directory)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var real in directory.RealPaths)
        {
            names.UnionWith(Directory.EnumerateFileSystemEntries(real).Select(e => Path.GetFileName(e)));
        }

        foreach (var name in names)
        {
            if (Child(directory, name) is { } node)
            {
                yield return (name, node);
            }
            else if (name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw new ImageException(ImageErrorReason.InvalidContent, $"{directory.Path} holds a file whose name is not UTF-8");
            }
        }
    }

    /// <summary>The names of a path without empty ones and <c>.</c>.</summary>
    public static IEnumerable<string> Split(string path) => path.Split('/').Where(n => n is not ("" or "."));

    private static MergedNode? Child(MergedNode parent, string name)
    {
        var path = parent.Path == "/" ? "/" + name : parent.Path + "/" + name;
        var found = new List<string>();
        FileStatus? top = null;
        foreach (var directory in parent.RealPaths)
        {
            var real = directory + "/" + name;
            var status = Posix.Status(real);
            if (status is null)
            {
                continue;
            }

            if (!status.IsDirectory)
            {
                // A file hides what is below it, and a directory above it hides the file.
                return top is not null ? new MergedNode(path, found, top) : status.IsWhiteout ? null : new MergedNode(path, [real], status);
            }

            found.Add(real);
            top ??= status;
            if (Overlay.IsOpaque(real))
            {
                break;
            }
        }

        return top is null ? null : new MergedNode(path, found, top);
    }
}

/// <summary>A file, link or directory of a <see cref="MergedLayers"/>.</summary>
/// <param name="Path">Its absolute path in the image.</param>
/// <param name="RealPaths">Where it stands: one path, or for a directory all that are merged, top layer first.</param>
/// <param name="Status">Of the topmost; null only for the root of no layers.</param>
internal sealed record MergedNode(string Path, IReadOnlyList<string> RealPaths, FileStatus? Status)
{
    public bool IsDirectory => Status?.IsDirectory ?? true;

    public bool IsSymbolicLink => Status?.IsSymbolicLink ?? false;

    public string LinkTarget => Encoding.UTF8.GetString(LinkTargetBytes);

    public byte[] LinkTargetBytes
    {
        get
        {
            using var directory = Posix.Open(System.IO.Path.GetDirectoryName(RealPaths[0])!, Posix.PathOnly | Posix.Directory);
            return Posix.ReadLink(directory, Posix.CString(System.IO.Path.GetFileName(RealPaths[0])));
        }
    }

    /// <summary>Extended attributes that belong to the file, not to overlayfs or the security module of this machine.</summary>
    public Dictionary<string, byte[]> ReadAttributes()
    {
        var result = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in RealPaths.Count == 0 ? [] : Posix.ListAttributes(RealPaths[0]))
        {
            if (LayerUnpacker.IsKeptAttribute(name) && Posix.GetAttribute(RealPaths[0], name) is { } value)
            {
                result[name] = value;
            }
        }

        return result;
    }
}
