using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Kinds;

/// <summary>A path of the node, as it is.</summary>
internal static class HostPathVolume
{
    /// <summary>Checks that the path is what the pod expects, and makes it where the pod says so.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="FormatException">It is not; the message is upstream's.</exception>
    public static string SetUp(HostPathVolumeSource source)
    {
        var path = source.Path;
        if (path.Split('/').Contains(".."))
        {
            throw new FormatException($"invalid HostPath `{path}`: must not contain '..'");
        }

        Make(path, source.Type);
        Check(path, source.Type);
        return Path.GetFullPath(path, "/");
    }

    private static void Make(string path, string? type)
    {
        if (type == HostPathType.DirectoryOrCreate && Native.Status(path, followLinks: true) is null)
        {
            Directory.CreateDirectory(path);
            Native.ChangeMode(path, 0x1ED); // 0755
        }

        if (type == HostPathType.FileOrCreate && Native.Status(path, followLinks: true) is null)
        {
            // The directory must be there: as upstream, only the file is made.
            using var file = new FileStream(path, FileMode.OpenOrCreate);
            Native.ChangeMode(path, 0x1A4); // 0644
        }
    }

    private static void Check(string path, string? type)
    {
        var status = Native.Status(path, followLinks: true);
        var (isRight, what) = type switch
        {
            null or HostPathType.Unset => (true, ""),
            HostPathType.Directory or HostPathType.DirectoryOrCreate => (status?.IsDirectory, "a directory"),
            HostPathType.File or HostPathType.FileOrCreate => (status?.IsRegularFile, "a file"),
            HostPathType.Socket => (status?.IsSocket, "a socket file"),
            HostPathType.CharDevice => (status?.IsCharacterDevice, "a character device"),
            HostPathType.BlockDevice => (status?.IsBlockDevice, "a block device"),
            _ => throw new FormatException($"{type} is an invalid volume type"),
        };
        if (isRight != true)
        {
            throw new FormatException($"hostPath type check failed: {path} is not {what}");
        }
    }
}
