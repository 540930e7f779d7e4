using Tiphys.Containers.Linux;

namespace Tiphys.Containers;

/// <summary>The mounts of a node, for those that clean up after it.</summary>
public static class NodeMounts
{
    /// <summary>Detaches every mount below a directory, the newest first.</summary>
    public static void UnmountBelow(string directory) => MountTable.UnmountBelow(Path.GetFullPath(directory));
}
