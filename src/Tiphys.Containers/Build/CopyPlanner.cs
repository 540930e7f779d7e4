using System.Text;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Build;

/// <summary>Works out what a COPY or ADD puts into its layer, on top of what the image has already.</summary>
/// <param name="image">The image so far.</param>
/// <param name="plan">Receives the entries.</param>
/// <param name="owner">Of all that is copied; null leaves owners as they are.</param>
/// <param name="mode">Permissions of all that is copied; null leaves them.</param>
/// <param name="timestamp">Of everything, so that the same files give the same layer.</param>
internal sealed class CopyPlanner(MergedLayers image, LayerPlan plan, FileOwner? owner, int? mode, Timestamp timestamp)
{
    private const int DefaultDirectoryMode = 0x1ED;
    private const int DefaultFileMode = 0x1A4;

    public FileOwner? Owner => owner;

    /// <summary>Makes sure of a directory; what is there already is described as it is.</summary>
    /// <param name="path">Absolute; symbolic links are followed.</param>
    /// <returns>The path without links and slash in front.</returns>
    public string AddDirectory(string path)
    {
        var (resolved, node) = image.Resolve(path);
        if (node is { IsDirectory: false })
        {
            throw new FormatException($"{path} is not a directory in the image");
        }

        var target = resolved.TrimStart('/');
        AddParents(target);
        AddDirectory(target, node, DefaultDirectoryMode, owner ?? new FileOwner(0, 0));
        return target;
    }

    /// <summary>Whether the path is a directory in the image or in this layer.</summary>
    public bool IsDirectory(string path)
    {
        var (resolved, node) = image.Resolve(path);
        return plan.Find(resolved.TrimStart('/'))?.Entry.Kind == TarEntryKind.Directory || node is { IsDirectory: true };
    }

    /// <summary>Copies a file to a path, or the content of a directory into one.</summary>
    public void Add(CopySource source, MergedNode node, string destination)
    {
        if (node.IsDirectory)
        {
            var isNew = !IsDirectory(destination);
            var target = AddDirectory(destination);
            // The root of a source is wherever the context was checked out; its permissions mean nothing.
            if (isNew && target.Length > 0 && node.Path != "/")
            {
                plan.Add(target, new PlannedEntry(Entry(target, TarEntryKind.Directory, node, source), null, null));
            }

            AddChildren(source, node, target);
            return;
        }

        AddFile(source, node, ResolveFile(destination));
    }

    /// <summary>Makes a file from text.</summary>
    public void Add(string content, string destination)
    {
        var target = ResolveFile(destination);
        var bytes = Encoding.UTF8.GetBytes(content);
        var entry = new TarEntry
        {
            Path = Encoding.UTF8.GetBytes(target),
            Kind = TarEntryKind.File,
            Mode = mode ?? DefaultFileMode,
            UserId = owner?.UserId ?? 0,
            GroupId = owner?.GroupId ?? 0,
            Size = bytes.Length,
            ModifiedAt = timestamp,
        };
        plan.Add(target, new PlannedEntry(entry, null, bytes));
    }

    private void AddChildren(CopySource source, MergedNode directory, string target)
    {
        foreach (var (name, child) in source.Files.Children(directory))
        {
            var path = target.Length == 0 ? name : $"{target}/{name}";
            var ignored = source.IsIgnored(child);
            if (child.IsDirectory && (!ignored || (source.Ignore.HasExceptions && HasCountingFiles(source, child))))
            {
                CheckName(name);
                CheckReplaces(path, isDirectory: true);
                plan.Add(path, new PlannedEntry(Entry(path, TarEntryKind.Directory, child, source), null, null));
                AddChildren(source, child, path);
            }
            else if (!child.IsDirectory && !ignored)
            {
                AddFile(source, child, path);
            }
        }
    }

    private static bool HasCountingFiles(CopySource source, MergedNode directory) => source.Files.Children(directory)
        .Any(c => !source.IsIgnored(c.Node) || (c.Node.IsDirectory && HasCountingFiles(source, c.Node)));

    private void AddFile(CopySource source, MergedNode node, string target)
    {
        CheckName(target[(target.LastIndexOf('/') + 1)..]);
        CheckReplaces(target, isDirectory: false);
        var kind = node.Status!.Type switch
        {
            FileStatus.RegularFile => TarEntryKind.File,
            FileStatus.SymbolicLink => TarEntryKind.SymbolicLink,
            FileStatus.Fifo when source.KeepsOwners => TarEntryKind.Fifo,
            FileStatus.CharacterDevice when source.KeepsOwners => TarEntryKind.CharacterDevice,
            FileStatus.BlockDevice when source.KeepsOwners => TarEntryKind.BlockDevice,
            _ => throw new FormatException($"{node.Path} is neither file, directory nor link"),
        };
        plan.Add(target, new PlannedEntry(Entry(target, kind, node, source), kind == TarEntryKind.File ? node.RealPaths[0] : null, null));
    }

    private string ResolveFile(string destination)
    {
        var slash = destination.TrimEnd('/').LastIndexOf('/');
        var directory = AddDirectory(destination[..(slash + 1)]);
        var name = destination[(slash + 1)..];
        CheckName(name);
        var target = directory.Length == 0 ? name : $"{directory}/{name}";
        CheckReplaces(target, isDirectory: false);
        return target;
    }

    private void AddParents(string target)
    {
        var names = target.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < names.Length; i++)
        {
            AddDirectory(string.Join('/', names[..i]), image.Find(names[..i]), DefaultDirectoryMode, owner ?? new FileOwner(0, 0));
        }
    }

    private void AddDirectory(string target, MergedNode? existing, int newMode, FileOwner newOwner)
    {
        if (target.Length == 0 || plan.Contains(target))
        {
            return;
        }

        if (existing is { IsDirectory: false })
        {
            throw new FormatException($"/{target} is not a directory in the image");
        }

        var entry = new TarEntry
        {
            Path = Encoding.UTF8.GetBytes(target),
            Kind = TarEntryKind.Directory,
            Mode = existing is null ? newMode : (int)existing.Status!.Permissions,
            UserId = existing?.Status!.UserId ?? newOwner.UserId,
            GroupId = existing?.Status!.GroupId ?? newOwner.GroupId,
            ModifiedAt = timestamp,
            ExtendedAttributes = existing?.ReadAttributes() ?? [],
        };
        plan.Add(target, new PlannedEntry(entry, null, null));
    }

    private TarEntry Entry(string target, TarEntryKind kind, MergedNode node, CopySource source)
    {
        var status = node.Status!;
        return new TarEntry
        {
            Path = Encoding.UTF8.GetBytes(target),
            Kind = kind,
            Mode = kind == TarEntryKind.SymbolicLink ? 0x1FF : mode ?? (int)status.Permissions,
            UserId = owner?.UserId ?? (source.KeepsOwners ? status.UserId : 0),
            GroupId = owner?.GroupId ?? (source.KeepsOwners ? status.GroupId : 0),
            Size = kind == TarEntryKind.File ? status.Size : 0,
            LinkTarget = kind == TarEntryKind.SymbolicLink ? node.LinkTargetBytes : [],
            DeviceMajor = status.RealDeviceMajor,
            DeviceMinor = status.RealDeviceMinor,
            ModifiedAt = timestamp,
            ExtendedAttributes = source.KeepsOwners ? node.ReadAttributes() : [],
        };
    }

    private void CheckReplaces(string target, bool isDirectory)
    {
        var existing = image.Find(target.Split('/'));
        var planned = plan.Find(target);
        var isNowDirectory = planned is null ? existing?.IsDirectory : planned.Entry.Kind == TarEntryKind.Directory;
        if (isNowDirectory is { } wasDirectory && wasDirectory != isDirectory)
        {
            throw new FormatException($"cannot replace the {(wasDirectory ? "directory" : "file")} /{target} by a {(isDirectory ? "directory" : "file")}");
        }
    }

    private static void CheckName(string name)
    {
        if (name.StartsWith(Overlay.TarWhiteoutPrefix, StringComparison.Ordinal))
        {
            throw new FormatException($"a file named {name} would count as a deletion in a layer");
        }
    }
}
