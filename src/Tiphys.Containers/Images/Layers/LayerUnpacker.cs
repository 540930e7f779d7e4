using System.Text;
using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Images.Layers;

/// <summary>What unpacking a layer came to.</summary>
/// <param name="SelfContained">
/// False when the layer uses directories that it does not describe, so that these were given the attributes that the layers
/// below have, or when it deletes what they do not have; such a tree fits only on top of the same layers.
/// </param>
/// <param name="Bytes">Of all files, rounded up to 4 KiB blocks.</param>
/// <param name="Inodes">Files, directories, links and devices.</param>
internal sealed record UnpackedLayer(bool SelfContained, long Bytes, long Inodes);

/// <summary>
/// Writes the entries of a layer into an empty directory in the form that overlayfs takes as a lower directory.
/// Later entries replace earlier ones. Whiteouts become overlayfs' own; whatever replaces something other than a directory
/// by a directory makes that directory opaque, since the lower directory of that name is gone by then.
/// </summary>
internal sealed class LayerUnpacker(RootedDirectory root, MergedLayers lowers)
{
    private static readonly byte[] Self = ".\0"u8.ToArray();

    private readonly List<(IReadOnlyList<byte[]> Path, Timestamp Time)> _directoryTimes = [];
    private readonly HashSet<string> _implied = [];
    private string? _parentKey;
    private OpenedDirectory? _parent;
    private bool _dependsOnLowers;
    private long _bytes;
    private long _inodes;

    /// <summary>
    /// Which extended attributes of an archive are taken over. <c>trusted.</c> ones could forge overlayfs' own, and labels of a
    /// security module belong to the machine that packed the layer.
    /// </summary>
    public static bool IsKeptAttribute(string name) =>
        name == "security.capability" || (name.StartsWith("user.", StringComparison.Ordinal) && !name.StartsWith("user.overlay.", StringComparison.Ordinal));

    /// <summary>Unpacks a tar stream to its end.</summary>
    public async Task<UnpackedLayer> UnpackAsync(Stream tar, CancellationToken cancellationToken)
    {
        using var reader = new TarReader(tar);
        try
        {
            while (await reader.ReadNextAsync(cancellationToken) is { } entry)
            {
                await ApplyAsync(entry, reader, cancellationToken);
            }

            await reader.DrainAsync(cancellationToken);
            for (var i = _directoryTimes.Count - 1; i >= 0; i--)
            {
                SetDirectoryTime(_directoryTimes[i].Path, _directoryTimes[i].Time);
            }

            return new UnpackedLayer(_implied.Count == 0 && !_dependsOnLowers, _bytes, _inodes);
        }
        finally
        {
            ForgetParent();
        }
    }

    private async Task ApplyAsync(TarEntry entry, TarReader reader, CancellationToken cancellationToken)
    {
        var path = LayerPath.Split(entry.Path);
        if (path.Count == 0)
        {
            if (entry.Kind == TarEntryKind.Directory)
            {
                DescribeDirectory(root.Root, Self, entry, []);
            }

            return;
        }

        var name = path[^1];
        path.RemoveAt(path.Count - 1);
        if (name.AsSpan().StartsWith(".wh."u8) || path.Exists(p => p.AsSpan().StartsWith(".wh..wh."u8)))
        {
            ApplyWhiteout(path, name, entry);
            return;
        }

        var parent = OpenParent(path);
        try
        {
            await CreateAsync(parent, name, entry, reader, cancellationToken);
        }
        catch (PosixException e) when (e.Error is Posix.NotPermitted or Posix.NotDirectory && entry.Kind == TarEntryKind.HardLink)
        {
            throw Invalid(entry, "links to something that cannot be linked", e);
        }
    }

    private void ApplyWhiteout(List<byte[]> path, byte[] name, TarEntry entry)
    {
        if (name.AsSpan().SequenceEqual(".wh..wh..opq\0"u8))
        {
            Overlay.MakeOpaque(OpenParent(path).Handle, Self);
            return;
        }

        // Bookkeeping of aufs, which Docker's first archives carry.
        if (name.AsSpan().StartsWith(".wh..wh."u8) || path.Exists(p => p.AsSpan().StartsWith(".wh..wh."u8)))
        {
            return;
        }

        var target = name[Overlay.TarWhiteoutPrefix.Length..];
        if (target.AsSpan() is [0] or [(byte)'.', 0] or [(byte)'.', (byte)'.', 0])
        {
            throw Invalid(entry, "is a whiteout of no file");
        }

        // The whiteout speaks of lower layers only: what this layer itself put there stays.
        var parent = OpenParent(path);
        var existing = Posix.Status(parent.Handle, target);
        if (existing is null && lowers.Find(Texts([.. parent.Path, target])) is null)
        {
            // Nothing to hide here. The kernel lists a whiteout in a directory that only one layer has as a file that cannot be
            // opened, so leave it out; on top of other layers it may be needed.
            _dependsOnLowers = true;
        }
        else if (existing is null)
        {
            Overlay.MakeWhiteout(parent.Handle, target);
            _inodes++;
        }
        else if (existing.IsDirectory)
        {
            Overlay.MakeOpaque(parent.Handle, target);
        }
    }

    private async Task CreateAsync(OpenedDirectory parent, byte[] name, TarEntry entry, TarReader reader, CancellationToken cancellationToken)
    {
        var directory = parent.Handle;
        var existing = Posix.Status(directory, name);
        if (entry.Kind == TarEntryKind.Directory)
        {
            CreateDirectory(directory, name, existing);
            DescribeDirectory(directory, name, entry, [.. parent.Path, name]);
            return;
        }

        if (entry.Kind == TarEntryKind.HardLink)
        {
            CreateHardLink(parent, name, entry, existing);
            return;
        }

        Remove(directory, name, existing);
        _inodes++;
        switch (entry.Kind)
        {
            case TarEntryKind.File:
                await WriteFileAsync(directory, name, entry, reader, cancellationToken);
                break;
            case TarEntryKind.SymbolicLink:
                CreateSymbolicLink(directory, name, entry);
                break;
            default:
                Posix.MakeNode(directory, name, NodeType(entry.Kind) | 0x180, Posix.Device(entry.DeviceMajor, entry.DeviceMinor));
                break;
        }

        Describe(directory, name, entry);
        Posix.SetTimes(directory, name, entry.ModifiedAt.Seconds, entry.ModifiedAt.Nanoseconds);
    }

    private void CreateDirectory(SafeFileHandle parent, byte[] name, FileStatus? existing)
    {
        if (existing is { IsDirectory: true })
        {
            return;
        }

        Remove(parent, name, existing);
        Posix.MakeDirectory(parent, name, 0x1ED);
        _inodes++;
        if (existing is not null)
        {
            Overlay.MakeOpaque(parent, name);
        }
    }

    private void CreateHardLink(OpenedDirectory parent, byte[] name, TarEntry entry, FileStatus? existing)
    {
        var target = LayerPath.Split(entry.LinkTarget);
        if (target.Count == 0)
        {
            throw Invalid(entry, "links to the root");
        }

        var targetName = target[^1];
        target.RemoveAt(target.Count - 1);
        using var source = root.Open(target, create: null);
        var status = source is null ? null : Posix.Status(source.Handle, targetName);
        if (status is null or { IsWhiteout: true })
        {
            throw Invalid(entry, $"links to \"{Encoding.UTF8.GetString(entry.LinkTarget)}\", which the layer does not have");
        }

        if (existing?.Inode == status.Inode)
        {
            return;
        }

        Remove(parent.Handle, name, existing);
        Posix.MakeHardLink(source!.Handle, targetName, parent.Handle, name);
    }

    private void CreateSymbolicLink(SafeFileHandle directory, byte[] name, TarEntry entry)
    {
        if (entry.LinkTarget.Length == 0 || entry.LinkTarget.AsSpan().Contains((byte)0))
        {
            throw Invalid(entry, "is a symbolic link to nothing");
        }

        Posix.MakeSymbolicLink([.. entry.LinkTarget, 0], directory, name);
    }

    private async Task WriteFileAsync(SafeFileHandle directory, byte[] name, TarEntry entry, TarReader reader, CancellationToken cancellationToken)
    {
        using var file = Posix.OpenAt(directory, name, Posix.WriteOnly | Posix.Create | Posix.Exclusive | Posix.NoFollow, 0x180);
        long end = 0;
        while (await reader.ReadContentAsync(cancellationToken) is { Data.Length: > 0 } chunk)
        {
            RandomAccess.Write(file, chunk.Data.Span, chunk.Offset);
            end = Math.Max(end, chunk.Offset + chunk.Data.Length);
        }

        if (end < entry.Size)
        {
            RandomAccess.SetLength(file, entry.Size);
        }

        _bytes += (end + 4095) & ~4095;
    }

    private void DescribeDirectory(SafeFileHandle parent, byte[] name, TarEntry entry, IReadOnlyList<byte[]> path)
    {
        Describe(parent, name, entry);
        _directoryTimes.Add((path, entry.ModifiedAt));
        if (_implied.Count > 0)
        {
            _implied.Remove(LayerPath.Key(path));
        }
    }

    // Owner first: chown takes away set-id bits and file capabilities.
    private static void Describe(SafeFileHandle parent, byte[] name, TarEntry entry)
    {
        if (Posix.IsRoot)
        {
            Posix.ChangeOwner(parent, name, entry.UserId, entry.GroupId);
        }

        if (entry.Kind != TarEntryKind.SymbolicLink)
        {
            Posix.ChangeMode(parent, name, (uint)entry.Mode);
        }

        foreach (var (attribute, value) in entry.ExtendedAttributes)
        {
            if (IsKeptAttribute(attribute))
            {
                // File systems without such attributes, and attributes on links, lose them as with other engines.
                _ = Posix.TrySetAttribute(parent, name, attribute, value);
            }
        }
    }

    private OpenedDirectory OpenParent(List<byte[]> path)
    {
        var key = LayerPath.Key(path);
        if (_parent is null || key != _parentKey)
        {
            ForgetParent();
            _parent = root.Open(path, CreateImplied);
            _parentKey = key;
        }

        return _parent!;
    }

    private void CreateImplied(SafeFileHandle parent, byte[] name, IReadOnlyList<byte[]> path, bool replaced)
    {
        if (replaced)
        {
            Posix.Unlink(parent, name);
        }

        Posix.MakeDirectory(parent, name, 0x1ED);
        _inodes++;
        var lower = replaced ? null : lowers.Find(Texts(path));
        var known = lower is { IsDirectory: true, Status: not null } ? lower.Status : null;
        var entry = new TarEntry
        {
            Path = [],
            Kind = TarEntryKind.Directory,
            Mode = (int)(known?.Permissions ?? 0x1ED),
            UserId = known?.UserId ?? 0,
            GroupId = known?.GroupId ?? 0,
            ModifiedAt = known?.ModifiedAt ?? default,
            ExtendedAttributes = known is null ? new Dictionary<string, byte[]>() : lower!.ReadAttributes(),
        };
        DescribeDirectory(parent, name, entry, path);
        if (replaced)
        {
            Overlay.MakeOpaque(parent, name);
        }
        else
        {
            _implied.Add(LayerPath.Key(path));
        }
    }

    private void SetDirectoryTime(IReadOnlyList<byte[]> path, Timestamp time)
    {
        using var directory = root.Open(path, create: null);
        if (directory is not null)
        {
            Posix.SetTimes(directory.Handle, Self, time.Seconds, time.Nanoseconds);
        }
    }

    private void Remove(SafeFileHandle parent, byte[] name, FileStatus? existing)
    {
        if (existing is null)
        {
            return;
        }

        Posix.RemoveTree(parent, name);
        if (existing.IsDirectory || existing.IsSymbolicLink)
        {
            // The remembered directory may have been inside. The caller still uses its handle, so only forget the key.
            _parentKey = null;
        }
    }

    private void ForgetParent()
    {
        _parent?.Dispose();
        (_parent, _parentKey) = (null, null);
    }

    private static IEnumerable<string> Texts(IEnumerable<byte[]> names) => names.Select(n => Encoding.UTF8.GetString(n).TrimEnd('\0'));

    private static uint NodeType(TarEntryKind kind) => kind switch
    {
        TarEntryKind.CharacterDevice => FileStatus.CharacterDevice,
        TarEntryKind.BlockDevice => FileStatus.BlockDevice,
        _ => FileStatus.Fifo,
    };

    private static ImageException Invalid(TarEntry entry, string why, Exception? inner = null) =>
        new(ImageErrorReason.InvalidContent, $"layer entry \"{entry.PathText}\" {why}", inner);
}
