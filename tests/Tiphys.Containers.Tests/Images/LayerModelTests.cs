using CsCheck;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Tests.Images;

/// <summary>Random layers, unpacked and merged, against a plain model of the specification.</summary>
public sealed class LayerModelTests
{
    private static readonly string[] Names = ["a", "b"];
    private static readonly string[] Paths =
        [.. Names, .. Names.SelectMany(a => Names.Select(b => $"{a}/{b}")), .. Names.SelectMany(a => Names.SelectMany(b => Names.Select(c => $"{a}/{b}/{c}")))];

    private enum Change
    {
        File,
        Directory,
        Whiteout,
        Opaque,
    }

    private static readonly Gen<(Change Kind, string Path)[]> Layer =
        Gen.Select(Gen.OneOf(Change.File, Change.Directory, Change.Whiteout, Change.Opaque), Gen.OneOf(Paths)).Array[1, 8];

    [Fact]
    public void Merged_layers_are_what_applying_one_after_the_other_gives() => Layer.Array[1, 4].Sample(
        layers =>
        {
            using var test = new TestDirectory();
            var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var directories = new List<string>();
            for (var i = 0; i < layers.Length; i++)
            {
                var changes = Sensible(layers[i]);
                Apply(model, changes, i);
                var tar = LayerTar.With;
                foreach (var (kind, path) in changes)
                {
                    _ = kind switch
                    {
                        Change.File => tar.File(path, $"{i}:{path}"),
                        Change.Directory => tar.Directory(path),
                        Change.Whiteout => tar.Whiteout(path),
                        _ => tar.Opaque(path),
                    };
                }

                LayerUnpackerTests.UnpackAsync(test[$"{i}"], tar, [.. directories]).GetAwaiter().GetResult();
                directories.Insert(0, test[$"{i}"]);
            }

            Assert.Equal(model, Read(new MergedLayers(directories)));
            // A mount costs two processes, so the kernel is asked about some only.
            if (Posix.IsRoot && layers.Length > 1 && layers.Sum(l => l.Length) % 8 == 0)
            {
                Assert.Equal(model, ReadMounted(directories, test));
            }
        },
        iter: 300, threads: 1);

    // A tool writes each path at most once, and nothing below a file of the same layer.
    private static List<(Change Kind, string Path)> Sensible((Change Kind, string Path)[] changes)
    {
        var files = new HashSet<string>();
        var seen = new HashSet<string>();
        var result = new List<(Change, string)>();
        foreach (var (kind, path) in changes.DistinctBy(c => (c.Kind == Change.Whiteout, c.Path)))
        {
            var parents = Parents(path).ToList();
            var solid = kind is Change.Directory or Change.Opaque;
            if (parents.Exists(files.Contains) || (solid && files.Contains(path)) || (kind == Change.File && seen.Any(s => s == path || s.StartsWith(path + "/"))))
            {
                continue;
            }

            if (kind == Change.File)
            {
                files.Add(path);
            }

            seen.UnionWith(kind is Change.Whiteout ? parents : [.. parents, path]);
            result.Add((kind, path));
        }

        return result;
    }

    // OCI image-spec, layer.md: whiteouts and opaque markers act on the layers below, whatever their place in the tar.
    private static void Apply(SortedDictionary<string, string> tree, List<(Change Kind, string Path)> changes, int layer)
    {
        foreach (var (kind, path) in changes.Where(c => c.Kind is Change.Whiteout or Change.Opaque))
        {
            foreach (var gone in tree.Keys.Where(k => k.StartsWith(path + "/") || (kind == Change.Whiteout && k == path)).ToList())
            {
                tree.Remove(gone);
            }
        }

        foreach (var (kind, path) in changes)
        {
            foreach (var parent in kind == Change.Whiteout ? Parents(path) : Parents(path).Concat(kind == Change.File ? [] : [path]))
            {
                tree[parent] = "/";
            }

            if (kind == Change.File)
            {
                foreach (var gone in tree.Keys.Where(k => k.StartsWith(path + "/")).ToList())
                {
                    tree.Remove(gone);
                }

                tree[path] = $"{layer}:{path}";
            }
        }
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    private static SortedDictionary<string, string> Read(MergedLayers layers)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Visit(MergedNode directory)
        {
            foreach (var (_, node) in layers.Children(directory))
            {
                result[node.Path[1..]] = node.IsDirectory ? "/" : File.ReadAllText(node.RealPaths[0]);
                if (node.IsDirectory)
                {
                    Visit(node);
                }
            }
        }

        Visit(layers.Root);
        return result;
    }

    private static SortedDictionary<string, string> ReadMounted(List<string> directories, TestDirectory test)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Directory.CreateDirectory(test["mnt"]);
        Directory.CreateDirectory(test["none"]);
        Run("mount", "-t", "overlay", "overlay", "-o", "ro,lowerdir=" + string.Join(':', [.. directories, test["none"]]), test["mnt"]);
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(test["mnt"], "*", SearchOption.AllDirectories))
            {
                // In an opaque directory the kernel also lists whiteouts; they cannot be opened, so they are not there.
                if (!Path.Exists(entry))
                {
                    continue;
                }

                result[Path.GetRelativePath(test["mnt"], entry)] = Directory.Exists(entry) ? "/" : File.ReadAllText(entry);
            }
        }
        finally
        {
            Run("umount", test["mnt"]);
        }

        return result;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
