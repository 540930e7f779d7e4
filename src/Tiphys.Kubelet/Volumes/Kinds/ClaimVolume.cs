using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Kinds;

/// <summary>Sets up the persistent volumes that this node can: paths of the node.</summary>
internal static class ClaimVolume
{
    /// <returns>The path that containers mount.</returns>
    /// <exception cref="FormatException">It cannot be set up.</exception>
    public static string SetUp(ClaimedVolume claimed, Pod pod, string podVolume, VolumeDirectories directories)
    {
        var spec = claimed.Volume.Spec;
        if (spec.VolumeMode == PersistentVolumeMode.Block)
        {
            throw new FormatException($"volume {podVolume} has volumeMode Block, which this node does not support");
        }

        return spec.PersistentVolumeSource switch
        {
            { HostPath: { } hostPath } => HostPathVolume.SetUp(hostPath),
            { Local: { } local } => SetUpLocal(local.Path, claimed, pod, directories),
            _ => throw new FormatException("no volume plugin matched: this node supports persistent volumes of the types hostPath and local"),
        };
    }

    private static string SetUpLocal(string path, ClaimedVolume claimed, Pod pod, VolumeDirectories directories)
    {
        if (path.Split('/').Contains(".."))
        {
            throw new FormatException($"invalid path: {path} must not contain '..'");
        }

        if (Native.Status(path, followLinks: true) is not { IsDirectory: true })
        {
            throw new FormatException($"path \"{path}\" does not exist");
        }

        var directory = directories.Volume(pod.Metadata.UID, "local-volume", claimed.Volume.Metadata.Name);
        if (VolumeMounting.Bind(path, directory, claimed.ReadOnly) && !claimed.ReadOnly)
        {
            var security = pod.Spec.SecurityContext;
            VolumeOwnership.Apply(directory, security?.FSGroup, security?.FSGroupChangePolicy, readOnly: false);
        }

        return directory;
    }
}
