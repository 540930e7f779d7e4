using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Volumes.Mounting;

/// <summary>What a container sees of its pod's volumes.</summary>
internal static class ContainerMounts
{
    // Linux 5.12 can make mounts below read-only too.
    private static readonly bool SupportsRecursiveReadOnly = System.Environment.OSVersion.Version >= new Version(5, 12);

    /// <summary>The mounts of a container in the order of its spec. Parts of volumes are bound to places of their own on the way.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="volumes">The pod's volumes.</param>
    /// <param name="environment">The container's variables, for <c>subPathExpr</c>.</param>
    /// <param name="podDirectory">Directory of the pod.</param>
    /// <exception cref="ContainerConfigException">The container cannot be configured (yet); the message is upstream's.</exception>
    public static IReadOnlyList<ContainerMount> Build(
        Pod pod, Container container, PodVolumes volumes, IReadOnlyDictionary<string, string> environment, string podDirectory)
    {
        if (!container.VolumeDevices.IsEmpty)
        {
            throw new ContainerConfigException($"container \"{container.Name}\" of pod {pod.Metadata.Name} wants block devices, which this node does not support");
        }

        return [.. container.VolumeMounts.Select((mount, index) => Build(container, mount, index, volumes, environment, podDirectory))];
    }

    private static ContainerMount Build(
        Container container, VolumeMount mount, int index, PodVolumes volumes, IReadOnlyDictionary<string, string> environment, string podDirectory)
    {
        if (!volumes.HostPaths.TryGetValue(mount.Name, out var hostPath))
        {
            throw new ContainerConfigException($"cannot find volume \"{mount.Name}\" to mount into container \"{container.Name}\"");
        }

        var subPath = mount.SubPathExpr.Length > 0 ? ExpandSubPath(mount.SubPathExpr, environment) : mount.SubPath;
        if (subPath.Length > 0)
        {
            hostPath = BindSubPath(container, mount, index, hostPath, subPath, podDirectory);
        }

        return new ContainerMount
        {
            ContainerPath = mount.MountPath.StartsWith('/') ? mount.MountPath : "/" + mount.MountPath,
            HostPath = hostPath,
            ReadOnly = mount.ReadOnly || volumes.ReadOnly.Contains(mount.Name),
            RecursiveReadOnly = IsRecursiveReadOnly(mount),
            Propagation = Propagation(mount.MountPropagation),
        };
    }

    private static string ExpandSubPath(string expression, IReadOnlyDictionary<string, string> environment)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var expanded = Expansion.Expand(expression, name =>
        {
            if (environment.GetValueOrDefault(name) is { Length: > 0 } value)
            {
                return value;
            }

            missing.Add(name);
            return null;
        });
        return missing.Count == 0 ? expanded : throw new ContainerConfigException($"missing value for {string.Join(", ", missing)}");
    }

    private static string BindSubPath(Container container, VolumeMount mount, int index, string volume, string subPath, string podDirectory)
    {
        if (subPath.StartsWith('/'))
        {
            throw new ContainerConfigException($"error SubPath `{subPath}` must not be an absolute path");
        }

        if (subPath.Split('/').Contains(".."))
        {
            throw new ContainerConfigException($"unable to provision SubPath `{subPath}`: must not contain '..'");
        }

        try
        {
            return SubPaths.Bind(volume, subPath, podDirectory, mount.Name, container.Name, index);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Why is not told to the user: it could tell about the node's files.
            throw new ContainerConfigException($"failed to prepare subPath for volumeMount \"{mount.Name}\" of container \"{container.Name}\"", error);
        }
    }

    private static bool IsRecursiveReadOnly(VolumeMount mount)
    {
        if (mount.RecursiveReadOnly is null or RecursiveReadOnlyMode.Disabled)
        {
            return false;
        }

        if (!mount.ReadOnly)
        {
            throw Unresolved($"volume \"{mount.Name}\" requested recursive read-only mode, but it is not read-only");
        }

        if (mount.MountPropagation is not (null or MountPropagationMode.None))
        {
            throw Unresolved(
                $"volume \"{mount.Name}\" requested recursive read-only mode, but it is not compatible with propagation \"{mount.MountPropagation}\"");
        }

        return mount.RecursiveReadOnly switch
        {
            RecursiveReadOnlyMode.IfPossible => SupportsRecursiveReadOnly,
            RecursiveReadOnlyMode.Enabled when SupportsRecursiveReadOnly => true,
            RecursiveReadOnlyMode.Enabled => throw Unresolved(
                $"volume \"{mount.Name}\" requested recursive read-only mode, but it is not supported by the runtime"),
            var other => throw Unresolved($"unknown recursive read-only mode \"{other}\""),
        };
    }

    private static ContainerConfigException Unresolved(string why) => new($"failed to resolve recursive read-only mode: {why}");

    private static MountPropagation Propagation(string? mode) => mode switch
    {
        null or MountPropagationMode.None => MountPropagation.Private,
        MountPropagationMode.HostToContainer => MountPropagation.HostToContainer,
        MountPropagationMode.Bidirectional => MountPropagation.Bidirectional,
        _ => throw new ContainerConfigException($"invalid MountPropagation mode: \"{mode}\""),
    };
}
