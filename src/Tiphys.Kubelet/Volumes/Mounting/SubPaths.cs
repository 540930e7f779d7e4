using System.Globalization;
using Tiphys.Containers.Linux;
using Tiphys.Kubelet.Volumes.Kinds;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Mounting;

/// <summary>
/// Parts of volumes that containers mount. A part is found without following links out of the volume, opened, and bound from the open file to
/// <c>POD/volume-subpaths/VOLUME/CONTAINER/INDEX</c>: whatever containers do in the volume afterwards, the place stays what was checked.
/// </summary>
internal static class SubPaths
{
    /// <summary>Binds a part of a volume and gives the path that can be mounted.</summary>
    /// <exception cref="IOException">It cannot be used.</exception>
    public static string Bind(string volume, string subPath, string podDirectory, string volumeName, string containerName, int index)
    {
        var root = Native.Status(volume, followLinks: true) ?? throw new LinuxException($"stat {volume}", Native.NotFound);

        // Directories that are missing get the mode of the volume, so that whoever may write there may write here.
        using var place = SafePath.OpenOrMakeDirectory(volume, subPath, root.Permissions);
        var target = Path.Combine(
            podDirectory, "volume-subpaths", volumeName, containerName, index.ToString(CultureInfo.InvariantCulture));
        var wanted = Native.Status(place);
        if (Path.Exists(target) && Mounts.IsMounted(target))
        {
            if (Native.Status(target, followLinks: false) is { } there && there.IsSameFile(wanted))
            {
                return target;
            }

            Native.Unmount(target);
        }

        MakeTarget(target, wanted);
        Native.Mount(Native.DescriptorPath(place), target, null, Native.Bind, null);
        return target;
    }

    private static void Remove(string target, FileStatus status)
    {
        if (status.IsDirectory)
        {
            Directory.Delete(target);
        }
        else
        {
            File.Delete(target);
        }
    }

    // A file is enough for everything that is no directory.
    private static void MakeTarget(string target, FileStatus wanted)
    {
        if (Native.Status(target, followLinks: false) is { } there && there.IsDirectory != wanted.IsDirectory)
        {
            Remove(target, there);
        }

        VolumeDirectories.MakePrivate(Path.GetDirectoryName(target)!);
        if (wanted.IsDirectory)
        {
            VolumeMounting.MakeDirectory(target);
        }
        else
        {
            using var file = new FileStream(target, FileMode.OpenOrCreate);
        }
    }
}
