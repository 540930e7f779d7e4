using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images.Layers;

/// <summary>
/// Walks paths below a directory as if it were the root of the file system: symbolic links on the way are followed, but
/// absolute ones and <c>..</c> end at this root. Each step opens one name with O_NOFOLLOW relative to an open directory,
/// so the kernel never resolves a link for us, also on kernels without openat2.
/// </summary>
internal sealed class RootedDirectory(string path) : IDisposable
{
    // As the kernel: more links than this are taken for a loop.
    private const int MaxLinks = 40;

    private readonly SafeFileHandle _root = Posix.Open(path, Posix.ReadOnly | Posix.Directory);

    /// <summary>Creates a directory that a path needs; the last flag says that a non-directory stood there.</summary>
    public delegate void CreateDirectory(SafeFileHandle parent, byte[] name, IReadOnlyList<byte[]> path, bool replaced);

    public SafeFileHandle Root => _root;

    public void Dispose() => _root.Dispose();

    /// <summary>
    /// Opens the directory that a list of names leads to. What is missing is made by <paramref name="create"/>; without it the
    /// result is null. The caller disposes the result.
    /// </summary>
    public OpenedDirectory? Open(IReadOnlyList<byte[]> names, CreateDirectory? create)
    {
        var stack = new List<(SafeFileHandle Handle, byte[] Name)>();
        try
        {
            if (!Walk(names, create, stack))
            {
                return null;
            }

            var handle = stack.Count == 0 ? OpenSelf() : stack[^1].Handle;
            var result = new OpenedDirectory(handle, stack.Select(s => s.Name).ToList());
            if (stack.Count > 0)
            {
                stack.RemoveAt(stack.Count - 1);
            }

            return result;
        }
        finally
        {
            stack.ForEach(s => s.Handle.Dispose());
        }
    }

    private bool Walk(IReadOnlyList<byte[]> names, CreateDirectory? create, List<(SafeFileHandle Handle, byte[] Name)> stack)
    {
        var pending = new Stack<byte[]>(names.Reverse());
        var links = 0;
        while (pending.TryPop(out var name))
        {
            if (name.AsSpan().SequenceEqual("..\0"u8))
            {
                Pop(stack);
                continue;
            }

            var current = stack.Count == 0 ? _root : stack[^1].Handle;
            var next = Posix.TryOpenAt(current, name, Posix.PathOnly | Posix.Directory | Posix.NoFollow, 0, out var error);
            if (next is not null)
            {
                stack.Add((next, name));
                continue;
            }

            var status = error is Posix.NotFound or Posix.NotDirectory or Posix.TooManyLinks
                ? Posix.Status(current, name)
                : throw new PosixException("open", LayerPath.Display([name]), error);
            if (status is { IsSymbolicLink: true })
            {
                if (++links > MaxLinks)
                {
                    throw Invalid(names, "goes through too many symbolic links");
                }

                Follow(Posix.ReadLink(current, name), pending, stack);
                continue;
            }

            if (create is null)
            {
                return false;
            }

            if (status is { IsWhiteout: false })
            {
                throw Invalid(names, "goes through something that is not a directory");
            }

            create(current, name, [.. stack.Select(s => s.Name), name], status is not null);
            pending.Push(name);
        }

        return true;
    }

    private static void Follow(byte[] target, Stack<byte[]> pending, List<(SafeFileHandle Handle, byte[] Name)> stack)
    {
        if (target is [(byte)'/', ..])
        {
            while (stack.Count > 0)
            {
                Pop(stack);
            }
        }

        var names = LayerPath.SplitTarget(target);
        for (var i = names.Count - 1; i >= 0; i--)
        {
            pending.Push(names[i]);
        }
    }

    private static void Pop(List<(SafeFileHandle Handle, byte[] Name)> stack)
    {
        if (stack.Count > 0)
        {
            stack[^1].Handle.Dispose();
            stack.RemoveAt(stack.Count - 1);
        }
    }

    private SafeFileHandle OpenSelf() => Posix.OpenAt(_root, ".\0"u8.ToArray(), Posix.PathOnly | Posix.Directory);

    private static ImageException Invalid(IReadOnlyList<byte[]> names, string why) =>
        new(ImageErrorReason.InvalidContent, $"layer entry below \"{LayerPath.Display(names)}\" {why}");
}

/// <summary>An open directory and where it really is, all symbolic links resolved.</summary>
internal sealed record OpenedDirectory(SafeFileHandle Handle, IReadOnlyList<byte[]> Path) : IDisposable
{
    public void Dispose() => Handle.Dispose();
}
