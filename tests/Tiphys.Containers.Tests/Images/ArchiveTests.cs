using System.Text;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Archives;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Tests.Images;

public sealed class ArchiveTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly ImageStore _store;

    public ArchiveTests() => _store = ImageStore.Open(_directory["store"]);

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(ImageArchiveFormat.Oci, LayerCompression.None)]
    [InlineData(ImageArchiveFormat.Oci, LayerCompression.Gzip)]
    [InlineData(ImageArchiveFormat.Docker, LayerCompression.None)]
    [InlineData(ImageArchiveFormat.Docker, LayerCompression.Zstd)]
    public async Task Export_and_import_give_the_same_images(ImageArchiveFormat format, LayerCompression outer)
    {
        var common = LayerTar.With.File("common", "c");
        var first = TestImage.Of(common, LayerTar.With.File("x", "1"));
        var second = TestImage.Of(common, LayerTar.With.File("x", "2"));
        await first.AddToAsync(_store, "first:v1");
        await first.AddToAsync(_store, "localhost:5000/first:v2");
        await second.AddToAsync(_store, "second");
        var archive = await ExportAsync(format, first.Id, "second");
        using var target = ImageStore.Open(_directory["target"]);
        var stream = new MemoryStream(LayerTar.Compress(archive, outer));
        var imported = await new ImageImporter(target).ImportAsync(new OneByteStream(stream), null, default);
        Assert.Equal(new[] { first.Id, second.Id }.Order(), imported.Select(i => i.Id).Order());
        Assert.Equal(["docker.io/library/first:v1", "localhost:5000/first:v2"], (await target.GetAsync(first.Id, default))!.RepoTags);
        Assert.Equal("2", File.ReadAllText((await target.PrepareAsync("second", default)).LowerDirectories[0] + "/x"));
        Assert.Equal(3, target.Layers.UnpackCount);
    }

    [Fact]
    public async Task Same_export_gives_same_bytes()
    {
        await TestImage.Of(LayerTar.With.File("x")).AddToAsync(_store, "app");
        Assert.Equal(await ExportAsync(ImageArchiveFormat.Oci, "app"), await ExportAsync(ImageArchiveFormat.Oci, "app"));
    }

    [Fact]
    public async Task Old_docker_archive_with_linked_layers_is_imported()
    {
        var image = TestImage.Of(LayerCompression.None, null, LayerTar.With.File("x", "1"), LayerTar.With.File("x", "1"));
        var layer = image.Blobs[image.Manifest.Layers[0].Digest];
        var config = image.Blobs[image.Manifest.Config.Digest];
        var archive = await ArchiveAsync(
            ("one/layer.tar", layer, null), ("two/layer.tar", [], "../one/layer.tar"), ("config.json", config, null),
            ("manifest.json", """[{"Config":"config.json","RepoTags":["old:1"],"Layers":["one/layer.tar","two/layer.tar"]}]"""u8.ToArray(), null));
        var info = Assert.Single(await new ImageImporter(_store).ImportAsync(archive, null, default));
        Assert.Equal((image.Id, "docker.io/library/old:1"), (info.Id, info.RepoTags[0]));
    }

    [Fact]
    public async Task Archive_without_name_needs_one()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, $"app@{image.Descriptor.Digest}");
        var archive = await ExportAsync(ImageArchiveFormat.Oci, image.Id);
        using var target = ImageStore.Open(_directory["target"]);
        var importer = new ImageImporter(target);
        var error = await Assert.ThrowsAsync<ImageException>(() => importer.ImportAsync(new MemoryStream(archive), null, default));
        Assert.Equal(ImageErrorReason.InvalidReference, error.Reason);
        Assert.Empty(await target.ListAsync(default));
        var info = Assert.Single(await importer.ImportAsync(new MemoryStream(archive), "named:1", default));
        Assert.Equal((image.Id, "docker.io/library/named:1"), (info.Id, info.RepoTags[0]));
    }

    [Fact]
    public async Task Blob_with_another_digest_than_its_name_is_refused()
    {
        var archive = await ArchiveAsync(("blobs/sha256/" + Digest.Of("a"u8).Hex, "b"u8.ToArray(), null));
        var error = await Assert.ThrowsAsync<ImageException>(() => new ImageImporter(_store).ImportAsync(archive, null, default));
        Assert.Equal(ImageErrorReason.DigestMismatch, error.Reason);
        Assert.Empty(Directory.EnumerateFiles(_directory["store/ingest"]));
    }

    [Theory]
    [InlineData("not an archive at all, but long enough to fill more than one block of a tar archive, which has five hundred and twelve bytes; and then some more text until it has that many; and then some more text until it has that many; and then some more text until it has that many; and then some more text until it has that many; and then some more text until it has that many; and then some more text until it has that many; and then some more text until it has that many; and then some more text until it has that many; the end")]
    [InlineData("short")]
    [InlineData("")]
    public async Task What_is_no_archive_is_refused(string content)
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var error = await Assert.ThrowsAsync<ImageException>(() => new ImageImporter(_store).ImportAsync(stream, null, default));
        Assert.Equal(ImageErrorReason.InvalidContent, error.Reason);
    }

    [Fact]
    public async Task Archive_with_a_missing_layer_is_refused()
    {
        var image = TestImage.Of(LayerTar.With.File("x"));
        await image.AddToAsync(_store, "app");
        var archive = Encoding.Latin1.GetString(await ExportAsync(ImageArchiveFormat.Docker, "app"));
        var renamed = archive.Replace(image.Manifest.Layers[0].Digest.Hex + ".tar\"", "0000" + image.Manifest.Layers[0].Digest.Hex[4..] + ".tar\"", StringComparison.Ordinal);
        Assert.NotEqual(archive, renamed);
        var error = await Assert.ThrowsAsync<ImageException>(
            () => new ImageImporter(_store).ImportAsync(new MemoryStream(Encoding.Latin1.GetBytes(renamed)), null, default));
        Assert.Equal(ImageErrorReason.InvalidContent, error.Reason);
    }

    [Fact]
    public async Task Unknown_image_is_not_exported()
    {
        var stream = new MemoryStream();
        var error = await Assert.ThrowsAsync<ImageException>(
            () => new ImageExporter(_store).ExportAsync(["nothing"], ImageArchiveFormat.Oci, stream, default));
        Assert.Equal((ImageErrorReason.NotFound, 0L), (error.Reason, stream.Length));
    }

    private async Task<byte[]> ExportAsync(ImageArchiveFormat format, params string[] references)
    {
        var stream = new MemoryStream();
        await new ImageExporter(_store).ExportAsync(references, format, stream, default);
        return stream.ToArray();
    }

    private static async Task<MemoryStream> ArchiveAsync(params (string Path, byte[] Content, string? Link)[] files)
    {
        var stream = new MemoryStream();
        var writer = new TarWriter(stream);
        foreach (var (path, content, link) in files)
        {
            var entry = new TarEntry
            {
                Path = Encoding.UTF8.GetBytes(path),
                Kind = link is null ? TarEntryKind.File : TarEntryKind.SymbolicLink,
                LinkTarget = Encoding.UTF8.GetBytes(link ?? ""),
            };
            await writer.WriteAsync(entry, content, default);
        }

        await writer.FinishAsync(default);
        stream.Position = 0;
        return stream;
    }

    /// <summary>As a slow pipe: short reads, no seeking, no length.</summary>
    private sealed class OneByteStream(Stream inner) : Stream
    {
        private int _count;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 1 + (_count++ % 1000)));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer[..Math.Min(buffer.Length, 1 + (_count++ % 1000))], cancellationToken);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
