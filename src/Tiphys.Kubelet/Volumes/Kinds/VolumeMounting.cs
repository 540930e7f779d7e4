using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Kinds;

/// <summary>What kinds of volumes have in common when they are set up.</summary>
internal static class VolumeMounting
{
    private const uint OpenToAll = 0x1FF; // 0777

    /// <summary>Makes the directory of a volume, open to all users of its containers. True when it was not there.</summary>
    public static bool MakeDirectory(string directory)
    {
        if (Directory.Exists(directory))
        {
            return false;
        }

        VolumeDirectories.MakePrivate(Path.GetDirectoryName(directory)!);
        Directory.CreateDirectory(directory);
        Native.ChangeMode(directory, OpenToAll);
        return true;
    }

    /// <summary>Makes a directory visible at another place, unless something is mounted there already. True when it was mounted now.</summary>
    public static bool Bind(string source, string target, bool readOnly)
    {
        if (!MakeDirectory(target) && Mounts.IsMounted(target))
        {
            return false;
        }

        Native.Mount(source, target, null, Native.Bind, null);
        if (readOnly)
        {
            Native.Mount(source, target, null, Native.Bind | Native.Remount | Native.ReadOnly, null);
        }

        return true;
    }
}
