using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Volumes;

/// <summary>How the containers of a pod use its volumes.</summary>
internal static class PodVolumeNames
{
    /// <summary>The volumes that some container uses; the others are never set up.</summary>
    public static HashSet<string> Used(Pod pod)
    {
        var used = new HashSet<string>();
        foreach (var (mounts, devices, env) in Containers(pod))
        {
            used.UnionWith(mounts.Select(mount => mount.Name));
            used.UnionWith(devices.Select(device => device.Name));
            used.UnionWith(env.Select(variable => variable.ValueFrom?.FileKeyRef?.VolumeName).OfType<string>());
        }

        return used;
    }

    /// <summary>
    /// Directories that must be in a volume because containers mount others inside it: <c>/conf/extra</c> inside <c>/conf</c> needs
    /// <c>extra</c>, which could not be made later in a read-only volume.
    /// </summary>
    public static HashSet<string> MountPointsInside(Pod pod, string volume)
    {
        var inside = new HashSet<string>();
        foreach (var (mounts, _, _) in Containers(pod))
        {
            var places = mounts.Select(mount => Path.GetFullPath(mount.MountPath, "/").TrimEnd('/') + "/").Order(StringComparer.Ordinal).ToArray();
            foreach (var own in mounts.Where(mount => mount.Name == volume && mount.SubPath.Length == 0 && mount.SubPathExpr.Length == 0))
            {
                var prefix = Path.GetFullPath(own.MountPath, "/").TrimEnd('/') + "/";
                inside.UnionWith(Outermost(places.Where(place => place.Length > prefix.Length && place.StartsWith(prefix, StringComparison.Ordinal)))
                    .Select(place => place[prefix.Length..].TrimEnd('/')));
            }
        }

        return inside;
    }

    private static List<string> Outermost(IEnumerable<string> places)
    {
        var outermost = new List<string>();
        foreach (var place in places)
        {
            if (!outermost.Exists(outer => place.StartsWith(outer, StringComparison.Ordinal)))
            {
                outermost.Add(place);
            }
        }

        return outermost;
    }

    private static IEnumerable<(ApiList<VolumeMount> Mounts, ApiList<VolumeDevice> Devices, ApiList<EnvVar> Env)> Containers(Pod pod) =>
        pod.Spec.InitContainers.Concat(pod.Spec.Containers).Select(container => (container.VolumeMounts, container.VolumeDevices, container.Env))
            .Concat(pod.Spec.EphemeralContainers.Select(container => container.EphemeralContainerCommon)
                .Select(container => (container.VolumeMounts, container.VolumeDevices, container.Env)));
}
