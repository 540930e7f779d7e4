using System.Globalization;
using System.Text;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes.Contents;

/// <summary>
/// Writes the files of a volume so that a reader sees all of the old or all of the new. Files lie in a directory of their own; what readers see
/// are links through <c>..data</c>, which is exchanged in one step:
/// <code>
/// app.yaml -> ..data/app.yaml
/// conf     -> ..data/conf
/// ..data   -> ..2026_01_02_03_04_05.1234567890
/// ..2026_01_02_03_04_05.1234567890/app.yaml
/// ..2026_01_02_03_04_05.1234567890/conf/log.yaml
/// </code>
/// </summary>
/// <param name="directory">The volume.</param>
/// <param name="clock">Names the directories.</param>
internal sealed class AtomicWriter(string directory, TimeProvider clock)
{
    private const string DataName = "..data";
    private const string NewDataName = "..data_tmp";
    private const int MaxPathLength = 4096;
    private const int MaxNameLength = 255;

    /// <summary>Makes the volume hold exactly these files, by path; nothing is written when it does already.</summary>
    /// <param name="files">Files by relative path.</param>
    /// <param name="beforePublishing">Called with everything written and nothing visible yet, to set owners.</param>
    /// <returns>True when something was written.</returns>
    /// <exception cref="FormatException">A path is not allowed; the message is upstream's.</exception>
    public bool Write(IReadOnlyDictionary<string, VolumeFile> files, Action? beforePublishing)
    {
        var clean = files.ToDictionary(file => Clean(file.Key), file => file.Value);
        var old = Current();
        var isCurrent = old is not null && Holds(Path.Combine(directory, old), clean);
        if (!isCurrent)
        {
            Publish(clean, beforePublishing);
        }

        // Also when nothing was written: an earlier attempt may have ended before this.
        MakeLinks(clean);
        RemoveLinks(clean);
        RemoveOthers();
        return !isCurrent;
    }

    private string? Current() => new FileInfo(Path.Combine(directory, DataName)).LinkTarget;

    private void Publish(Dictionary<string, VolumeFile> files, Action? beforePublishing)
    {
        var name = MakeDirectory();
        foreach (var (path, file) in files)
        {
            WriteFile(Path.Combine(directory, name, path), file);
        }

        beforePublishing?.Invoke();
        var link = Path.Combine(directory, NewDataName);
        File.Delete(link);
        File.CreateSymbolicLink(link, name);
        Native.Rename(link, Path.Combine(directory, DataName));
    }

    private string MakeDirectory()
    {
        var stamp = clock.GetUtcNow().ToString("yyyy_MM_dd_HH_mm_ss", CultureInfo.InvariantCulture);
        string name;
        do
        {
            name = $"..{stamp}.{Random.Shared.NextInt64(10_000_000_000).ToString(CultureInfo.InvariantCulture)}";
        }
        while (Directory.Exists(Path.Combine(directory, name)));
        Directory.CreateDirectory(Path.Combine(directory, name));
        Native.ChangeMode(Path.Combine(directory, name), 0x1ED); // 0755
        return name;
    }

    private static void WriteFile(string path, VolumeFile file)
    {
        MakeParents(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file.Content.Span);
        Native.ChangeMode(path, (uint)file.Mode & 0xFFF);
        if (file.Owner is { } owner)
        {
            Native.ChangeOwner(path, owner, null);
        }
    }

    private static void MakeParents(string path)
    {
        if (!Directory.Exists(path))
        {
            MakeParents(Path.GetDirectoryName(path)!);
            Directory.CreateDirectory(path);
            Native.ChangeMode(path, 0x1ED); // 0755
        }
    }

    private static bool Holds(string data, Dictionary<string, VolumeFile> files)
    {
        if (!Directory.Exists(data))
        {
            return false;
        }

        var there = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(data, path)).ToHashSet();
        return there.SetEquals(files.Keys)
            && files.All(file => File.ReadAllBytes(Path.Combine(data, file.Key)).AsSpan().SequenceEqual(file.Value.Content.Span));
    }

    private void MakeLinks(Dictionary<string, VolumeFile> files)
    {
        foreach (var (path, file) in files)
        {
            var name = First(path);
            var link = Path.Combine(directory, name);
            if (Native.Status(link, followLinks: false) is null)
            {
                File.CreateSymbolicLink(link, $"{DataName}/{name}");
                if (file.Owner is { } owner)
                {
                    Native.ChangeOwner(link, owner, null);
                }
            }
        }
    }

    private void RemoveLinks(Dictionary<string, VolumeFile> files)
    {
        var wanted = files.Keys.Select(First).ToHashSet();
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            // Only links that are ours: mount points of nested volumes are directories.
            if (entry.LinkTarget == $"{DataName}/{entry.Name}" && !wanted.Contains(entry.Name))
            {
                File.Delete(entry.FullName);
            }
        }
    }

    // Directories of former states, and of attempts that were cut off.
    private void RemoveOthers()
    {
        var current = Current();
        foreach (var other in Directory.EnumerateDirectories(directory, "..????_??_??_*").Where(path => Path.GetFileName(path) != current).ToArray())
        {
            if (new DirectoryInfo(other).LinkTarget is null)
            {
                Directory.Delete(other, recursive: true);
            }
        }
    }

    private static string First(string path) => path.Split('/', 2)[0];

    private static string Clean(string path)
    {
        if (path.Length == 0)
        {
            throw new FormatException("invalid path: must not be empty: \"\"");
        }

        if (path[0] == '/')
        {
            throw new FormatException($"invalid path: must be relative path: {path}");
        }

        if (Encoding.UTF8.GetByteCount(path) > MaxPathLength)
        {
            throw new FormatException($"invalid path: must be less than or equal to {MaxPathLength} characters");
        }

        var names = path.Split('/');
        if (names.Contains(".."))
        {
            throw new FormatException($"invalid path: must not contain '..': {path}");
        }

        if (names.Any(name => Encoding.UTF8.GetByteCount(name) > MaxNameLength))
        {
            throw new FormatException($"invalid path: filenames must be less than or equal to {MaxNameLength} characters");
        }

        return path.StartsWith("..", StringComparison.Ordinal)
            ? throw new FormatException($"invalid path: must not start with '..': {path}")
            : string.Join('/', names.Where(name => name is not ("" or ".")));
    }
}
