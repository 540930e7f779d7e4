using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Tests.Images;

public sealed class ImageStoreTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly ImageStore _store;

    public ImageStoreTests() => _store = ImageStore.Open(_directory["store"]);

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Image_is_found_by_name_id_digest_and_prefix()
    {
        var image = TestImage.Of(LayerTar.With.File("x", "1"));
        await image.AddToAsync(_store, "app:v1");
        await image.AddToAsync(_store, $"app@{image.Descriptor.Digest}");
        string[] references =
        [
            "app:v1", "docker.io/library/app:v1", image.Id, image.Id[7..], image.Id[7..15],
            $"app@{image.Descriptor.Digest}", $"app:other@{image.Descriptor.Digest}", image.Descriptor.Digest.ToString(),
        ];
        foreach (var reference in references)
        {
            Assert.Equal(image.Id, (await _store.GetAsync(reference, default))?.Id);
        }

        Assert.Null(await _store.GetAsync("app:v2", default));
        Assert.Null(await _store.GetAsync("other:v1", default));
        Assert.Null(await _store.GetAsync($"other@{image.Descriptor.Digest}", default));
        var info = Assert.Single(await _store.ListAsync(default));
        Assert.Equal(["docker.io/library/app:v1"], info.RepoTags);
        Assert.Equal([$"docker.io/library/app@{image.Descriptor.Digest}"], info.RepoDigests);
        Assert.Equal(["/bin/sh"], info.Config.Cmd);
        Assert.Equal(image.Manifest.Layers[0].Size + image.Manifest.Config.Size, info.SizeBytes);
    }

    [Theory]
    [InlineData(LayerCompression.None)]
    [InlineData(LayerCompression.Gzip)]
    [InlineData(LayerCompression.Zstd)]
    public async Task Root_filesystem_has_the_top_layer_first(LayerCompression compression)
    {
        var image = TestImage.Of(compression, null, LayerTar.With.File("x", "bottom"), LayerTar.With.File("x", "top"));
        await image.AddToAsync(_store, "app");
        var root = await _store.PrepareAsync(image.Id, default);
        Assert.Equal(["top", "bottom"], root.LowerDirectories.Select(d => File.ReadAllText(Path.Combine(d, "x"))));
    }

    [Fact]
    public async Task Image_without_layers_has_an_empty_root()
    {
        await TestImage.Of().AddToAsync(_store, "scratch-like");
        var directory = Assert.Single((await _store.PrepareAsync("scratch-like", default)).LowerDirectories);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public async Task Layer_is_unpacked_once_and_shared()
    {
        var common = LayerTar.With.File("common", new string('c', 100_000));
        var images = Enumerable.Range(0, 5).Select(i => TestImage.Of(common, LayerTar.With.File("own", $"{i}"))).ToList();
        foreach (var (index, image) in images.Index())
        {
            await image.AddToAsync(_store, $"app:{index}");
        }

        var roots = await Task.WhenAll(images.Concat(images).Select(i => _store.PrepareAsync(i.Id, default).AsTask()));
        Assert.Equal(6, _store.Layers.UnpackCount);
        Assert.Single(roots.Select(r => r.LowerDirectories[1]).Distinct());
    }

    [Fact]
    public async Task Layer_that_needs_the_attributes_below_is_not_shared_with_other_bases()
    {
        var upper = LayerTar.With.File("tmp/x");
        await TestImage.Of(LayerTar.With.Directory("tmp", 0x3FF), upper).AddToAsync(_store, "sticky");
        await TestImage.Of(LayerTar.With.Directory("tmp", 0x1C0), upper).AddToAsync(_store, "private");
        var sticky = (await _store.PrepareAsync("sticky", default)).LowerDirectories[0];
        var secret = (await _store.PrepareAsync("private", default)).LowerDirectories[0];
        Assert.Equal(0x3FFu, Posix.Status(sticky + "/tmp")!.Permissions);
        Assert.Equal(0x1C0u, Posix.Status(secret + "/tmp")!.Permissions);
    }

    [Fact]
    public async Task Layer_with_another_diff_id_is_refused_and_not_kept()
    {
        var image = TestImage.Of(
            LayerCompression.Gzip,
            c => c with { RootFilesystem = new RootFilesystem { DiffIds = [Digest.Of("other"u8)] } },
            LayerTar.With.File("x"));
        await image.AddToAsync(_store, "forged");
        var error = await Assert.ThrowsAsync<ImageException>(async () => await _store.PrepareAsync("forged", default));
        Assert.Equal(ImageErrorReason.DigestMismatch, error.Reason);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["store/layers"]));
    }

    [Fact]
    public async Task Removing_the_last_name_frees_everything_but_shared_parts()
    {
        var common = LayerTar.With.File("common");
        var first = TestImage.Of(common, LayerTar.With.File("first"));
        var second = TestImage.Of(common, LayerTar.With.File("second"));
        await first.AddToAsync(_store, "first");
        await first.AddToAsync(_store, "other");
        await second.AddToAsync(_store, "second");
        Assert.True(await _store.RemoveAsync("first", default));
        Assert.NotNull(await _store.GetAsync(first.Id, default));
        Assert.True(await _store.RemoveAsync("other", default));
        Assert.False(await _store.RemoveAsync("other", default));
        Assert.Null(await _store.GetAsync(first.Id, default));
        Assert.Equal(second.Blobs.Keys.OrderBy(d => d.Hex), _store.Blobs.Enumerate().OrderBy(d => d.Hex));
        Assert.NotEmpty((await _store.PrepareAsync("second", default)).LowerDirectories);
    }

    [Fact]
    public async Task Removing_by_id_removes_all_names()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, "one");
        await image.AddToAsync(_store, "two");
        await image.AddToAsync(_store, $"one@{image.Descriptor.Digest}");
        Assert.True(await _store.RemoveAsync(image.Id, default));
        Assert.Empty(await _store.ListAsync(default));
        Assert.Empty(_store.Blobs.Enumerate());
    }

    [Fact]
    public async Task Removing_the_last_tag_of_a_repository_takes_its_digest_along()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, "one:a");
        await image.AddToAsync(_store, $"one@{image.Descriptor.Digest}");
        await image.AddToAsync(_store, "two:a");
        await _store.RemoveAsync("one:a", default);
        var info = Assert.Single(await _store.ListAsync(default));
        Assert.Equal(["docker.io/library/two:a"], info.RepoTags);
        Assert.Empty(info.RepoDigests);
    }

    [Fact]
    public async Task Layers_handed_out_a_short_while_ago_stay_for_ten_minutes()
    {
        var time = new ManualTime();
        using var store = ImageStore.Open(_directory["timed"], new ImageStoreOptions { TimeProvider = time });
        await TestImage.Of(LayerTar.With.File("x", "1")).AddToAsync(store, "app");
        var directory = (await store.PrepareAsync("app", default)).LowerDirectories[0];
        await store.RemoveAsync("app", default);
        Assert.True(File.Exists(Path.Combine(directory, "x")));
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.True(await store.CollectGarbageAsync(default));
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task Layers_under_a_mount_stay()
    {
        Assert.SkipUnless(Posix.IsRoot, "mounting needs root");
        var time = new ManualTime();
        using var store = ImageStore.Open(_directory["timed"], new ImageStoreOptions { TimeProvider = time });
        await TestImage.Of(LayerTar.With.File("x", "1"), LayerTar.With.File("y", "2")).AddToAsync(store, "app");
        var root = await store.PrepareAsync("app", default);
        Directory.CreateDirectory(_directory["mnt"]);
        await RunAsync("mount", "-t", "overlay", "overlay", "-o", "ro,lowerdir=" + string.Join(':', root.LowerDirectories), _directory["mnt"]);
        try
        {
            time.Advance(TimeSpan.FromHours(1));
            await store.RemoveAsync("app", default);
            Assert.Equal("2", File.ReadAllText(_directory["mnt/y"]));
            Assert.All(root.LowerDirectories, d => Assert.True(Directory.Exists(d)));
        }
        finally
        {
            await RunAsync("umount", _directory["mnt"]);
        }

        await store.CollectGarbageAsync(default);
        Assert.All(root.LowerDirectories, d => Assert.False(Directory.Exists(d)));
    }

    [Fact]
    public async Task Garbage_collection_waits_for_those_who_add()
    {
        var blob = await _store.Blobs.WriteAsync("unreferenced"u8.ToArray(), default);
        await using (await _store.EnterAsync(default))
        {
            Assert.False(await _store.CollectGarbageAsync(default));
            Assert.True(_store.Blobs.Contains(blob));
        }

        Assert.False(_store.Blobs.Contains(blob));
    }

    [Fact]
    public async Task Two_processes_see_each_others_images()
    {
        using var other = ImageStore.Open(_directory["store"]);
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, "app");
        Assert.NotNull(await other.GetAsync("app", default));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? _store : other).TagAsync("app", $"copy:{i}", default)));
        Assert.Equal(21, (await other.GetAsync("app", default))!.RepoTags.Count);
        await using (await other.EnterAsync(default))
        {
            Assert.False(await _store.CollectGarbageAsync(default));
        }

        await _store.RemoveAsync(image.Id, default);
        Assert.Empty(await other.ListAsync(default));
    }

    [Fact]
    public async Task Store_opens_again_with_the_same_content()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, "app");
        await _store.PrepareAsync("app", default);
        Directory.CreateDirectory(_directory["store/layers/.unpack-left-behind/fs"]);
        _directory.Write("store/ingest/left.behind", "x");
        _directory.Write("store/ingest/0123.partial", "x");
        await using var writer = _store.Blobs.CreateWriter();
        using var again = ImageStore.Open(_directory["store"]);
        Assert.Equal(image.Id, (await again.GetAsync("app", default))?.Id);
        await again.PrepareAsync("app", default);
        Assert.Equal(0, again.Layers.UnpackCount);
        Assert.False(Directory.Exists(_directory["store/layers/.unpack-left-behind"]));
        Assert.False(File.Exists(_directory["store/ingest/left.behind"]));
        Assert.Equal(2, Directory.EnumerateFiles(_directory["store/ingest"]).Count());
    }

    [Fact]
    public void Foreign_directory_is_refused()
    {
        _directory.Write("foreign/file", "mine");
        Assert.Equal(ImageErrorReason.InvalidStore, Assert.Throws<ImageException>(() => ImageStore.Open(_directory["foreign"])).Reason);
        _directory.Write("newer/image-store", "tiphys image store 2\n");
        Assert.Equal(ImageErrorReason.InvalidStore, Assert.Throws<ImageException>(() => ImageStore.Open(_directory["newer"])).Reason);
    }

    [Fact]
    public async Task Damaged_names_file_is_reported()
    {
        _directory.Write("store/references.json", "{ damaged");
        var error = await Assert.ThrowsAsync<ImageException>(async () => await _store.ListAsync(default));
        Assert.Equal(ImageErrorReason.InvalidStore, error.Reason);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"rootfs":{"diff_ids":["sha256:short"]}}""")]
    [InlineData("""{"rootfs":null}""")]
    [InlineData("""{"os":null}""")]
    public async Task Image_with_a_strange_configuration_does_no_harm_to_others(string config)
    {
        var good = TestImage.Of(LayerTar.With.File("x"));
        await good.AddToAsync(_store, "good");
        var bytes = System.Text.Encoding.UTF8.GetBytes(config);
        var layer = await _store.Blobs.WriteAsync("layer"u8.ToArray(), default);
        var manifest = ContentJson.Write(new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = new Descriptor { MediaType = MediaTypes.OciConfig, Digest = await _store.Blobs.WriteAsync(bytes, default), Size = bytes.Length },
            Layers = [new Descriptor { MediaType = MediaTypes.OciLayer, Digest = layer, Size = 5 }],
        });
        var target = new Descriptor { MediaType = MediaTypes.OciManifest, Digest = await _store.Blobs.WriteAsync(manifest, default), Size = manifest.Length };
        await _store.SetReferencesAsync(target, [ImageReference.Parse("strange")], default);
        Assert.Equal(good.Id, Assert.Single(await _store.ListAsync(default)).Id);
        Assert.Null(await _store.GetAsync("strange", default));
        Assert.True(await _store.CollectGarbageAsync(default));
        Assert.True(_store.Blobs.Contains(layer));
    }

    [Fact]
    public void Null_lists_and_members_count_as_missing()
    {
        var image = TestImage.Of(LayerCompression.Gzip, c => c with { Config = null });
        var manifest = System.Text.Encoding.UTF8.GetString(image.Blobs[image.Descriptor.Digest]).Replace("\"layers\":[]", "\"layers\":null", StringComparison.Ordinal);
        Assert.Contains("null", manifest);
        Assert.Empty(ContentJson.ReadManifest(System.Text.Encoding.UTF8.GetBytes(manifest)).Layers);
        var config = ContentJson.ReadConfig("""{"config":{"Env":[null,"a=b"],"Cmd":null},"rootfs":{"diff_ids":null}}"""u8);
        Assert.Equal(["a=b"], config.Config!.Env!);
        Assert.Empty(config.RootFilesystem.DiffIds);
    }

    [Fact]
    public async Task Full_disk_is_reported_as_such()
    {
        Assert.SkipUnless(Posix.IsRoot, "mounting needs root");
        Directory.CreateDirectory(_directory["small"]);
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _directory["small"]);
        try
        {
            using var store = ImageStore.Open(_directory["small"]);
            var blob = await Assert.ThrowsAsync<ImageException>(() => store.Blobs.WriteAsync(new byte[3_000_000], default));
            Assert.Equal(ImageErrorReason.StorageFailure, blob.Reason);
            await TestImage.Of(LayerTar.With.File("zeros", new string('0', 3_000_000))).AddToAsync(store, "app");
            var layer = await Assert.ThrowsAsync<ImageException>(async () => await store.PrepareAsync("app", default));
            Assert.Equal(ImageErrorReason.StorageFailure, layer.Reason);
            Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["small/layers"]));
            Assert.Empty(Directory.EnumerateFileSystemEntries(_directory["small/ingest"]));
        }
        finally
        {
            await RunAsync("umount", _directory["small"]);
        }
    }

    [Fact]
    public async Task Usage_counts_blobs_and_layers()
    {
        var before = _store.GetUsage();
        await TestImage.Of(LayerCompression.None, null, LayerTar.With.File("x", new string('x', 50_000))).AddToAsync(_store, "app");
        await _store.PrepareAsync("app", default);
        var after = _store.GetUsage();
        Assert.InRange(after.UsedBytes - before.UsedBytes, 100_000, 120_000);
        Assert.True(after.InodesUsed >= before.InodesUsed + 5);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}

internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan time) => _now += time;
}
