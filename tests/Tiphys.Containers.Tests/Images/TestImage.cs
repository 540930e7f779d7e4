using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Archives;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Tests.Images;

/// <summary>The blobs of a small image, ready to be put into a store or a fake registry.</summary>
internal sealed class TestImage
{
    private TestImage(ImageManifest manifest, Dictionary<Digest, byte[]> blobs)
    {
        var content = ContentJson.Write(manifest);
        Manifest = manifest;
        Blobs = blobs;
        Descriptor = new Descriptor { MediaType = manifest.MediaType!, Digest = Digest.Of(content), Size = content.Length };
        blobs[Descriptor.Digest] = content;
    }

    public ImageManifest Manifest { get; }

    public Descriptor Descriptor { get; }

    public Dictionary<Digest, byte[]> Blobs { get; }

    public string Id => Manifest.Config.Digest.ToString();

    public static TestImage Of(params LayerTar[] layers) => Of(LayerCompression.Gzip, null, layers);

    public static TestImage Of(LayerCompression compression, Func<ImageConfigFile, ImageConfigFile>? configure, params LayerTar[] layers)
    {
        var blobs = new Dictionary<Digest, byte[]>();
        Descriptor Add(byte[] content, string mediaType)
        {
            var digest = Digest.Of(content);
            blobs[digest] = content;
            return new Descriptor { MediaType = mediaType, Digest = digest, Size = content.Length };
        }

        var tars = layers.Select(l => l.Build()).ToList();
        var config = new ImageConfigFile
        {
            Os = "linux",
            Architecture = Platform.Current.Architecture,
            Config = new ImageExecutionConfig { Cmd = ["/bin/sh"], Env = ["PATH=/bin"] },
            RootFilesystem = new RootFilesystem { DiffIds = [.. tars.Select(t => Digest.Of(t))] },
        };
        config = configure?.Invoke(config) ?? config;
        return new TestImage(
            new ImageManifest
            {
                MediaType = MediaTypes.OciManifest,
                Config = Add(ContentJson.Write(config), MediaTypes.OciConfig),
                Layers = [.. tars.Select(t => Add(LayerTar.Compress(t, compression), LayerMediaTypes.Of(compression)))],
            },
            blobs);
    }

    /// <summary>Puts the image into a store under a name.</summary>
    public async Task AddToAsync(ImageStore store, string name)
    {
        foreach (var blob in Blobs.Values)
        {
            await store.Blobs.WriteAsync(blob, CancellationToken.None);
        }

        await store.SetReferencesAsync(Descriptor, [ImageReference.Parse(name)], CancellationToken.None);
    }
}
