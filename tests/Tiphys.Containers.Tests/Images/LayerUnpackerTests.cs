using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Tests.Images;

public sealed class LayerUnpackerTests
{
    [Fact]
    public async Task Files_links_and_modes_are_kept()
    {
        using var test = new TestDirectory();
        await UnpackAsync(test, LayerTar.With
            .Directory("etc", 0x1C0)
            .File("etc/passwd", "root", 0x9ED)
            .HardLink("etc/same", "etc/passwd")
            .Symlink("link", "/etc/passwd")
            .Directory("tmp", 0x3FF));
        Assert.Equal("root", File.ReadAllText(test["etc/same"]));
        var file = Posix.Status(test["etc/passwd"])!;
        Assert.Equal((0x9EDu, 2u), (file.Permissions, file.LinkCount));
        Assert.Equal(0x1C0u, Posix.Status(test["etc"])!.Permissions);
        Assert.Equal(0x3FFu, Posix.Status(test["tmp"])!.Permissions);
        Assert.Equal("/etc/passwd", new FileInfo(test["link"]).LinkTarget);
    }

    [Fact]
    public async Task Owners_times_attributes_and_devices_are_kept()
    {
        Assert.SkipUnless(Posix.IsRoot, "giving files away and making devices needs root");
        using var test = new TestDirectory();
        byte[] capability = [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var time = new Timestamp(1_234_567_890, 123_456_789);
        TarEntry Entry(string path, TarEntryKind kind) => new()
        {
            Path = System.Text.Encoding.UTF8.GetBytes(path),
            Kind = kind,
            Mode = 0x1ED,
            UserId = 1000,
            GroupId = 100_000,
            ModifiedAt = time,
        };
        await UnpackAsync(test, LayerTar.With
            .Add(Entry("dir", TarEntryKind.Directory))
            .Add(Entry("dir/ping", TarEntryKind.File) with
            {
                ExtendedAttributes = new Dictionary<string, byte[]>
                {
                    ["security.capability"] = capability,
                    ["user.note"] = [1, 2],
                    ["trusted.overlay.redirect"] = "/etc"u8.ToArray(),
                },
            })
            .Add(Entry("dir/null", TarEntryKind.CharacterDevice) with { DeviceMajor = 1, DeviceMinor = 3 })
            .Add(Entry("dir/pipe", TarEntryKind.Fifo))
            .Add(Entry("dir/link", TarEntryKind.SymbolicLink) with { LinkTarget = "ping"u8.ToArray() }));
        foreach (var name in (string[])["dir", "dir/ping", "dir/null", "dir/pipe", "dir/link"])
        {
            var status = Posix.Status(test[name])!;
            Assert.Equal((1000u, 100_000u, time), (status.UserId, status.GroupId, status.ModifiedAt));
        }

        var device = Posix.Status(test["dir/null"])!;
        Assert.Equal((FileStatus.CharacterDevice, 1u, 3u), (device.Type, device.RealDeviceMajor, device.RealDeviceMinor));
        Assert.Equal(FileStatus.Fifo, Posix.Status(test["dir/pipe"])!.Type);
        Assert.Equal(["security.capability", "user.note"], Posix.ListAttributes(test["dir/ping"]).Order());
        Assert.Equal(capability, Posix.GetAttribute(test["dir/ping"], "security.capability"));
    }

    [Fact]
    public async Task Whiteouts_take_overlay_form()
    {
        using var test = new TestDirectory();
        using var lower = new TestDirectory();
        lower.Write("dir/gone", "");
        await UnpackAsync(test, LayerTar.With
            .Directory("dir").Whiteout("dir/gone").Whiteout("dir/never-was").Directory("all").Opaque("all").File("all/new", "x"), lower);
        Assert.Null(Posix.Status(test["dir/never-was"]));
        Assert.True(Posix.Status(test["dir/gone"])!.IsWhiteout);
        Assert.False(Overlay.IsOpaque(test["dir"]));
        Assert.True(Overlay.IsOpaque(test["all"]));
        Assert.Equal("x", File.ReadAllText(test["all/new"]));
        Assert.Empty(Directory.EnumerateFiles(test, ".wh.*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Directory_that_replaces_a_deleted_one_hides_it()
    {
        using var test = new TestDirectory();
        using var lower = new TestDirectory();
        Array.ForEach(["a", "b", "c", "d"], name => lower.Write(name + "/old", ""));
        await UnpackAsync(test, LayerTar.With
            .Whiteout("a").Directory("a").File("a/x")
            .Directory("b").File("b/x").Whiteout("b")
            .Whiteout("c").File("c/x")
            .Whiteout("d").File("d", "file"), lower);
        Assert.All(["a", "b", "c"], name => Assert.True(Overlay.IsOpaque(test[name]), name));
        Assert.All(["a/x", "b/x", "c/x"], name => Assert.True(File.Exists(test[name]), name));
        Assert.Equal("file", File.ReadAllText(test["d"]));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("dir/../../outside")]
    [InlineData("/../outside")]
    public async Task Names_that_lead_out_are_refused(string path)
    {
        using var test = new TestDirectory();
        Directory.CreateDirectory(test["root"]);
        var layer = LayerTar.With.Directory("dir").File(path, "evil");
        var error = await Assert.ThrowsAsync<ImageException>(() => UnpackAsync(test["root"], layer));
        Assert.Equal(ImageErrorReason.InvalidContent, error.Reason);
        Assert.False(File.Exists(test["outside"]));
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("../../../../../../etc")]
    [InlineData("../outside/")]
    public async Task Symbolic_links_lead_no_further_than_the_root(string target)
    {
        using var test = new TestDirectory();
        Directory.CreateDirectory(test["root"]);
        Directory.CreateDirectory(test["outside"]);
        await UnpackAsync(test["root"], LayerTar.With
            .Symlink("link", target).File("link/tiphys-evil", "evil").Whiteout("link/tiphys-gone").Directory("link/tiphys-dir"));
        var inside = Path.GetFileName(target.TrimEnd('/'));
        Assert.Equal("evil", File.ReadAllText(test[$"root/{inside}/tiphys-evil"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(test["outside"]));
        Assert.False(File.Exists("/etc/tiphys-evil"));
    }

    [Fact]
    public async Task Writing_a_file_over_a_symbolic_link_replaces_the_link()
    {
        using var test = new TestDirectory();
        var victim = test.Write("victim", "good");
        Directory.CreateDirectory(test["root"]);
        await UnpackAsync(test["root"], LayerTar.With.Symlink("x", victim).File("x", "evil").Symlink("d", test).Directory("d").File("d/y"));
        Assert.Equal("good", File.ReadAllText(victim));
        Assert.Equal("evil", File.ReadAllText(test["root/x"]));
        Assert.True(File.Exists(test["root/d/y"]));
        Assert.False(File.Exists(test["y"]));
    }

    [Theory]
    [InlineData("../victim")]
    [InlineData("/etc/passwd")]
    [InlineData("link/victim")]
    [InlineData("missing")]
    [InlineData("/")]
    public async Task Hard_links_to_what_is_outside_are_refused(string target)
    {
        using var test = new TestDirectory();
        test.Write("victim", "secret");
        Directory.CreateDirectory(test["root"]);
        var layer = LayerTar.With.Symlink("link", test).HardLink("stolen", target);
        var error = await Assert.ThrowsAsync<ImageException>(() => UnpackAsync(test["root"], layer));
        Assert.Equal(ImageErrorReason.InvalidContent, error.Reason);
        Assert.False(File.Exists(test["root/stolen"]));
    }

    [Fact]
    public async Task Chain_of_links_to_itself_is_refused()
    {
        using var test = new TestDirectory();
        var layer = LayerTar.With.Symlink("a", "b").Symlink("b", "a").File("a/x");
        Assert.Equal(ImageErrorReason.InvalidContent, (await Assert.ThrowsAsync<ImageException>(() => UnpackAsync(test, layer))).Reason);
    }

    [Theory]
    [InlineData(".wh.")]
    [InlineData(".wh..")]
    [InlineData("dir/.wh...")]
    public async Task Whiteouts_of_no_file_are_refused(string path)
    {
        using var test = new TestDirectory();
        var layer = LayerTar.With.Directory("dir").File(path);
        Assert.Equal(ImageErrorReason.InvalidContent, (await Assert.ThrowsAsync<ImageException>(() => UnpackAsync(test, layer))).Reason);
    }

    [Fact]
    public async Task Later_entries_replace_earlier_ones()
    {
        using var test = new TestDirectory();
        await UnpackAsync(test, LayerTar.With
            .Directory("a").File("a/x").File("a", "now a file")
            .File("b", "old").File("b", "new")
            .Directory("c/d").File("c/d/e", "kept").Directory("c/d", 0x1C0));
        Assert.Equal("now a file", File.ReadAllText(test["a"]));
        Assert.Equal("new", File.ReadAllText(test["b"]));
        Assert.Equal("kept", File.ReadAllText(test["c/d/e"]));
        Assert.Equal(0x1C0u, Posix.Status(test["c/d"])!.Permissions);
    }

    [Fact]
    public async Task Directories_that_the_layer_does_not_describe_are_as_in_the_layer_below()
    {
        using var test = new TestDirectory();
        await UnpackAsync(test["lower"], LayerTar.With.Directory("tmp", 0x3FF).Directory("tmp/a", 0x1C0));
        var alone = await UnpackAsync(test["described"], LayerTar.With.File("tmp/x").Directory("tmp"), test["lower"]);
        var dependent = await UnpackAsync(test["upper"], LayerTar.With.File("tmp/a/x").File("new/y"), test["lower"]);
        Assert.True(alone.SelfContained);
        Assert.False(dependent.SelfContained);
        Assert.Equal(0x3FFu, Posix.Status(test["upper/tmp"])!.Permissions);
        Assert.Equal(0x1C0u, Posix.Status(test["upper/tmp/a"])!.Permissions);
        Assert.Equal(0x1EDu, Posix.Status(test["upper/new"])!.Permissions);
    }

    [Fact]
    public async Task Names_that_are_not_utf8_are_kept()
    {
        using var test = new TestDirectory();
        byte[] name = [0xFF, (byte)'n'];
        await UnpackAsync(test["root"], LayerTar.With.Add(new TarEntry { Path = [.. "d/"u8, .. name], Kind = TarEntryKind.File }).Directory("d"));
        using var directory = Posix.Open(test["root/d"], Posix.ReadOnly | Posix.Directory);
        Assert.Equal([.. name, 0], Assert.Single(Posix.ListNames(directory)));
    }

    internal static async Task<UnpackedLayer> UnpackAsync(string root, LayerTar layer, params string[] lowers)
    {
        Directory.CreateDirectory(root);
        using var directory = new RootedDirectory(root);
        return await new LayerUnpacker(directory, new MergedLayers(lowers)).UnpackAsync(new MemoryStream(layer.Build()), default);
    }
}
