using System.Text;
using Tiphys.Containers.Linux;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

/// <summary>A container's root: the image's layers, shared and read-only, below a directory of the container's own.</summary>
/// <remarks>
/// The options of mount(2) must fit a page, and some characters have a meaning in them. What does not fit goes through the
/// newer mount calls, one layer at a time; where the kernel lacks these, through short links. The first two ways show the
/// layers' paths in the mount table, by which the image store knows that they are in use, so they come first.
/// </remarks>
internal static class OverlayRoot
{
    // The kernel's own limit of lower directories (fs/overlayfs, OVL_MAX_STACK).
    private const int MaximumLayers = 500;

    // A page, less the terminating zero and some room.
    private const int MaximumOptions = 4000;

    /// <exception cref="ContainerRuntimeException">No root can be made of so many layers, or of none.</exception>
    /// <exception cref="LinuxException">The kernel refuses the mount.</exception>
    public static void Mount(ContainerPaths paths, IReadOnlyList<string> lowerDirectories)
    {
        if (lowerDirectories.Count is 0 or > MaximumLayers)
            throw new ContainerRuntimeException(ContainerRuntimeError.InvalidConfiguration, $"an image of {lowerDirectories.Count} layers cannot be mounted");
        foreach (var directory in (ReadOnlySpan<string>)[paths.RootFilesystem, paths.Upper, paths.Work])
            Directory.CreateDirectory(directory);
        // The root itself must be open to every user, whatever this process's umask is.
        Libc.Chmod(paths.Upper, 0x1ED);
        var options = $"lowerdir={string.Join(':', lowerDirectories)},upperdir={paths.Upper},workdir={paths.Work}";
        var isPlain = Encoding.UTF8.GetByteCount(options) < MaximumOptions
            && !lowerDirectories.Append(paths.Upper).Any(d => d.AsSpan().ContainsAny(',', ':', '\\'));
        if (isPlain)
            MountWithOptions(paths.RootFilesystem, options);
        else if (!OverlayMountCalls.TryMount(paths, lowerDirectories))
            MountThroughLinks(paths, lowerDirectories);
    }

    /// <summary>For kernels that take layers in mount options only. The links are relative to a working directory, which the thread has of its own.</summary>
    internal static void MountThroughLinks(ContainerPaths paths, IReadOnlyList<string> lowerDirectories)
    {
        Directory.CreateDirectory(Path.Combine(paths.Directory, "l"));
        for (var i = 0; i < lowerDirectories.Count; i++)
            File.CreateSymbolicLink(Path.Combine(paths.Directory, "l", $"{i}"), lowerDirectories[i]);
        var links = string.Join(':', Enumerable.Range(0, lowerDirectories.Count).Select(i => $"l/{i}"));
        var names = (Root: Path.GetFileName(paths.RootFilesystem), Upper: Path.GetFileName(paths.Upper), Work: Path.GetFileName(paths.Work));
        NamespaceThread.Run(() =>
        {
            Libc.Unshare(Libc.CloneFs);
            LinuxException.ThrowIfNegative(Libc.ChangeDirectory(paths.Directory), $"chdir {paths.Directory}");
            MountWithOptions(names.Root, $"lowerdir={links},upperdir={names.Upper},workdir={names.Work}");
        });
    }

    private static void MountWithOptions(string target, string options)
    {
        try
        {
            // What a container writes into its root ends with it, so nothing need be flushed when it is unmounted.
            Libc.Mount("overlay", target, "overlay", 0, options + ",volatile");
        }
        catch (LinuxException exception) when (exception.Errno == Errno.Invalid)
        {
            // Kernels before 5.10 do not know "volatile".
            Libc.Mount("overlay", target, "overlay", 0, options);
        }
    }
}
