using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes;

/// <summary>
/// Gives a volume to the pod's <c>fsGroup</c>: every file gets the group and may be read (and, unless the volume is read-only, written) by it;
/// directories hand the group on to new files.
/// </summary>
internal static class VolumeOwnership
{
    private const uint ReadWrite = 0x1B0; // 0660
    private const uint Read = 0x120; // 0440
    private const uint Enter = 0x48; // 0110
    private const uint SetGroup = 0x400; // 02000

    /// <summary>Changes everything in the volume, the root last, so that an interrupted change begins anew.</summary>
    /// <param name="path">Directory or file.</param>
    /// <param name="group">The group; null for none.</param>
    /// <param name="policy">With <c>OnRootMismatch</c> nothing is done when the root is as it should be.</param>
    /// <param name="readOnly">True when pods never write here.</param>
    public static void Apply(string path, long? group, string? policy, bool readOnly)
    {
        if (group is { } wanted && (policy != PodFSGroupChangePolicy.OnRootMismatch || !IsAsWanted(path, wanted, readOnly)))
        {
            Change(path, wanted, readOnly);
        }
    }

    private static bool IsAsWanted(string path, long group, bool readOnly)
    {
        var needed = (readOnly ? Read : ReadWrite) | Enter | SetGroup;
        return Native.Status(path, followLinks: true) is { IsDirectory: true } status && status.GroupId == group && (status.Permissions & needed) == needed;
    }

    private static void Change(string path, long group, bool readOnly)
    {
        if (Native.Status(path, followLinks: false) is not { } status)
        {
            return; // Gone in between: the pod may be running.
        }

        foreach (var entry in status.IsDirectory ? Directory.EnumerateFileSystemEntries(path) : [])
        {
            Change(entry, group, readOnly);
        }

        Native.ChangeOwner(path, null, group);

        // The mode of a link means nothing, and changing it would change its target.
        if (!status.IsSymbolicLink)
        {
            var added = (readOnly ? Read : ReadWrite) | (status.IsDirectory ? Enter | SetGroup : 0);
            Native.ChangeMode(path, status.Permissions | added);
        }
    }
}
