using System.Text;
using CsCheck;
using Tiphys.Kubelet.Volumes.Contents;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Tests.Volumes;

public sealed class AtomicWriterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Files_are_seen_through_links()
    {
        Writer().Write(Files(("app.yaml", "a"), ("conf/log.yaml", "b"), ("conf/deep/x", "c")), null);
        Assert.Equal("..data/app.yaml", new FileInfo(_directory["app.yaml"]).LinkTarget);
        Assert.Equal("..data/conf", new FileInfo(_directory["conf"]).LinkTarget);
        Assert.Equal("c", File.ReadAllText(_directory["conf/deep/x"]));
        Assert.Matches(@"^\.\.\d{4}_\d\d_\d\d_\d\d_\d\d_\d\d\.\d+$", new FileInfo(_directory["..data"]).LinkTarget!);
    }

    [Fact]
    public void Modes_and_owners_are_exact()
    {
        Writer().Write(new Dictionary<string, VolumeFile> { ["a"] = new("x"u8.ToArray(), 0x124, 1234), ["b"] = new("x"u8.ToArray(), 0x1B6) }, null);
        var a = Native.Status(_directory["a"], followLinks: true)!.Value;
        Assert.Equal((0x124u, 1234u), (a.Permissions, a.UserId)); // 0444
        Assert.Equal(0x1B6u, Native.Status(_directory["b"], followLinks: true)!.Value.Permissions); // 0666
        Assert.Equal(1234u, Native.Status(_directory["a"], followLinks: false)!.Value.UserId);
    }

    [Fact]
    public void The_same_files_are_not_written_again()
    {
        Assert.True(Writer().Write(Files(("a", "1")), null));
        var data = new FileInfo(_directory["..data"]).LinkTarget;
        Assert.False(Writer().Write(Files(("a", "1")), null));
        Assert.Equal(data, new FileInfo(_directory["..data"]).LinkTarget);
    }

    [Fact]
    public void Nothing_is_visible_before_owners_are_set()
    {
        Writer().Write(Files(("a", "old")), null);
        Writer().Write(Files(("a", "new"), ("b", "new")), () =>
        {
            Assert.Equal("old", File.ReadAllText(_directory["a"]));
            Assert.False(Path.Exists(_directory["b"]));
        });
        Assert.Equal("new", File.ReadAllText(_directory["b"]));
    }

    [Fact]
    public void What_an_interrupted_write_left_is_cleared_away()
    {
        Writer().Write(Files(("a", "1")), null);
        Directory.CreateDirectory(_directory["..2020_01_01_00_00_00.5/x"]);
        File.CreateSymbolicLink(_directory["..data_tmp"], "..2020_01_01_00_00_00.5");
        File.Delete(_directory["a"]);
        Writer().Write(Files(("a", "2")), null);
        Assert.Equal("2", File.ReadAllText(_directory["a"]));
        Assert.Equal(3, Directory.GetFileSystemEntries(_directory.Root).Length); // a, ..data and its target
    }

    [Fact]
    public void Directories_for_nested_mounts_stay()
    {
        Directory.CreateDirectory(_directory["nested"]);
        Writer().Write(Files(("a", "1")), null);
        Writer().Write(Files(("b", "1")), null);
        Assert.True(Directory.Exists(_directory["nested"]));
        Assert.False(Path.Exists(_directory["a"]));
    }

    [Theory]
    [InlineData("", "invalid path: must not be empty: \"\"")]
    [InlineData("/a", "invalid path: must be relative path: /a")]
    [InlineData("a/../b", "invalid path: must not contain '..': a/../b")]
    [InlineData("..a", "invalid path: must not start with '..': ..a")]
    public void Paths_that_could_leave_the_volume_are_refused(string path, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Writer().Write(Files((path, "x")), null)).Message);

    [Fact]
    public void After_any_writes_the_volume_shows_the_last_files_and_nothing_else()
    {
        var file = Gen.Select(Gen.OneOf(new[] { "a", "b", "c", "d/a", "d/b", "e/f/g" }.Select(Gen.Const).ToArray()), Gen.Int[0, 3], (path, content) => (path, content.ToString()));
        file.Array[0, 5].List[1, 6].Sample(
            writes =>
            {
                using var directory = new TemporaryDirectory();
                foreach (var files in writes.Select(write => write.DistinctBy(entry => entry.path).ToArray()))
                {
                    new AtomicWriter(directory.Root, TimeProvider.System).Write(Files(files), null);
                    Assert.Equal(files.OrderBy(entry => entry.path, StringComparer.Ordinal), Visible(directory.Root));
                }
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task A_reader_never_sees_a_mix_of_old_and_new()
    {
        const int writes = 150;
        Writer().Write(Version(0), null);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var (seen, last) = (0, -1);
            while (!done.IsCancellationRequested)
            {
                if (ReadOneState() is { } version)
                {
                    Assert.True(version >= last, "a reader went back in time");
                    (seen, last) = (seen + 1, version);
                }
            }

            return seen;
        });
        for (var version = 1; version <= writes; version++)
        {
            Writer().Write(Version(version), null);
        }

        await done.CancelAsync();
        Assert.True(await reader > 0);
    }

    // All files by way of one target of ..data; null when it was removed meanwhile.
    private int? ReadOneState()
    {
        var data = new FileInfo(_directory["..data"]).LinkTarget;
        Assert.NotNull(data);
        try
        {
            var contents = new[] { "a", "conf/b", "conf/c" }.Select(path => File.ReadAllText(Path.Combine(_directory[data], path))).Distinct().ToArray();
            return int.Parse(Assert.Single(contents).Split(' ')[0]);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static Dictionary<string, VolumeFile> Version(int number)
    {
        var content = string.Concat(Enumerable.Repeat($"{number} ", 2000));
        return Files(("a", content), ("conf/b", content), ("conf/c", content));
    }

    private static IEnumerable<(string, string)> Visible(string root) =>
        Directory.GetFileSystemEntries(root).Where(path => !Path.GetFileName(path).StartsWith("..", StringComparison.Ordinal))
            .SelectMany(path => Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path])
            .Select(path => (Path.GetRelativePath(root, path), File.ReadAllText(path)))
            .OrderBy(entry => entry.Item1, StringComparer.Ordinal);

    private static Dictionary<string, VolumeFile> Files(params (string Path, string Content)[] files) =>
        files.ToDictionary(file => file.Path, file => new VolumeFile(Encoding.UTF8.GetBytes(file.Content), 0x1A4));

    private AtomicWriter Writer() => new(_directory.Root, TimeProvider.System);
}
