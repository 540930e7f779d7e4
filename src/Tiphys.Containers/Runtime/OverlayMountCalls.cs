using System.Text;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Linux;
using Tiphys.Containers.Store;

namespace Tiphys.Containers;

/// <summary>Mounts an overlay of any number of layers with fsopen(2) and its companions; lowerdir+ came with Linux 6.5.</summary>
internal static class OverlayMountCalls
{
    // The kernel copies no longer values.
    private const int MaximumValue = 255;

    /// <summary>False when the kernel is too old or a path too long for this way.</summary>
    public static bool TryMount(ContainerPaths paths, IReadOnlyList<string> lowerDirectories)
    {
        if (lowerDirectories.Append(paths.Upper).Any(d => Encoding.UTF8.GetByteCount(d) > MaximumValue))
            return false;
        using var context = Libc.TryOpenFilesystem("overlay");
        if (context is null || !TryConfigure(context, paths, lowerDirectories))
            return false;
        using var mount = Libc.CreateMount(context);
        Libc.MoveMount(mount, paths.RootFilesystem);
        return true;
    }

    private static bool TryConfigure(SafeFileHandle context, ContainerPaths paths, IReadOnlyList<string> lowerDirectories)
    {
        // The first layer tells whether the kernel knows the option; what fails after that is an error.
        if (!Libc.TrySetFilesystemOption(context, "lowerdir+", lowerDirectories[0]))
            return false;
        foreach (var lower in lowerDirectories.Skip(1))
            Set("lowerdir+", lower);
        Set("upperdir", paths.Upper);
        Set("workdir", paths.Work);
        Set("volatile", null);
        Libc.CreateFilesystem(context);
        return true;

        void Set(string key, string? value)
        {
            if (!Libc.TrySetFilesystemOption(context, key, value))
                throw LinuxException.FromLastError($"set overlay option {key}={value}");
        }
    }
}
