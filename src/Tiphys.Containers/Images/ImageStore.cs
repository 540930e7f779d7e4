using System.Collections.Concurrent;
using Tiphys.Containers.Build;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Images;

/// <summary>
/// The images of one node under one root directory: blobs by digest, names, and unpacked layers. Several processes may
/// use one store at the same time. See README.md for the layout.
/// </summary>
public sealed partial class ImageStore : IDisposable
{
    private const string MarkerName = "image-store";
    private const string Marker = "tiphys image store 1\n";

    private readonly StoreGate _gate;
    private readonly TimeProvider _time;

    // Manifests never change, and their blobs stay while a name leads to them, so what was resolved once stays so.
    private readonly ConcurrentDictionary<Digest, ResolvedImage> _resolved = new();

    private ImageStore(string root, ImageStoreOptions options)
    {
        Root = root;
        _time = options.TimeProvider;
        Platform = ParsePlatform(options.Platform);
        _gate = new StoreGate(Path.Combine(root, MarkerName));
        Blobs = new BlobStore(root);
        References = new ReferenceStore(root);
        Layers = new LayerStore(root, Blobs, _time);
        BuildCache = new BuildCache(root, Blobs);
    }

    /// <summary>The directory that holds everything.</summary>
    public string Root { get; }

    internal BlobStore Blobs { get; }

    internal BuildCache BuildCache { get; }

    internal LayerStore Layers { get; }

    internal Platform Platform { get; }

    internal ReferenceStore References { get; }

    internal TimeProvider TimeProvider => _time;

    /// <summary>Opens a store, or makes one in a directory that is empty or missing.</summary>
    /// <exception cref="ImageException"><see cref="ImageErrorReason.InvalidStore"/>: the directory holds something else.</exception>
    public static ImageStore Open(string root, ImageStoreOptions? options = null)
    {
        root = Path.GetFullPath(root);
        var marker = Path.Combine(root, MarkerName);
        Directory.CreateDirectory(root);
        if (!File.Exists(marker))
        {
            if (Directory.EnumerateFileSystemEntries(root).Any(e => !Path.GetFileName(e).StartsWith(MarkerName, StringComparison.Ordinal)))
            {
                throw new ImageException(ImageErrorReason.InvalidStore, $"{root} is neither empty nor an image store");
            }

            DurableFile.Replace(marker, System.Text.Encoding.ASCII.GetBytes(Marker));
        }
        else if (File.ReadAllText(marker) is var text && text != Marker)
        {
            throw new ImageException(ImageErrorReason.InvalidStore, $"{root} was written by another version ({text.Trim()})");
        }

        var store = new ImageStore(root, options ?? new ImageStoreOptions());
        store.CleanUp();
        return store;
    }

    public void Dispose()
    {
        _gate.Dispose();
        References.Dispose();
    }

    /// <summary>The image that a name, ID, digest or unambiguous ID prefix stands for, or null.</summary>
    public async ValueTask<ImageInfo?> GetAsync(string reference, CancellationToken cancellationToken)
    {
        var images = await ReadAllAsync(cancellationToken);
        return Find(images, reference)?.ToInfo();
    }

    /// <summary>All images, in the order of their IDs.</summary>
    public async ValueTask<IReadOnlyList<ImageInfo>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAllAsync(cancellationToken)).Select(i => i.ToInfo()).OrderBy(i => i.Id, StringComparer.Ordinal)];

    /// <summary>Gives an image another name. A name that exists already is moved.</summary>
    public async Task TagAsync(string reference, string newName, CancellationToken cancellationToken)
    {
        var name = ImageReference.Parse(newName);
        await using var _ = await EnterAsync(cancellationToken);
        var image = Find(await ReadAllAsync(cancellationToken), reference) ?? throw NotFound(reference);
        if (name.Digest is { } digest && digest != image.References[0].Target.Digest)
        {
            throw new ImageException(ImageErrorReason.InvalidReference, $"\"{newName}\" pins other content than {reference} has");
        }

        await SetReferencesAsync(image.References[0].Target, [name], cancellationToken);
    }

    /// <summary>
    /// By ID, removes all names of the image. By tag, removes that tag, and the digests of its repository when no other tag there
    /// leads to the same content. Then frees what nothing needs any more.
    /// </summary>
    /// <returns>False when there was no such image.</returns>
    public async Task<bool> RemoveAsync(string reference, CancellationToken cancellationToken)
    {
        var image = Find(await ReadAllAsync(cancellationToken), reference);
        if (image is null)
        {
            return false;
        }

        var gone = NamesToRemove(image, reference);
        await References.UpdateAsync(all => all.RemoveRange(gone), cancellationToken);
        await CollectGarbageAsync(cancellationToken);
        return true;
    }

    /// <summary>The unpacked root of an image; see <see cref="IImageService.PrepareRootFilesystemAsync"/>.</summary>
    public async ValueTask<ImageFilesystem> PrepareAsync(string reference, CancellationToken cancellationToken)
    {
        await using var _ = await EnterAsync(cancellationToken);
        var image = Find(await ReadAllAsync(cancellationToken), reference)?.Image ?? throw NotFound(reference);
        return new ImageFilesystem(image.Id, await UnpackAsync(image, cancellationToken));
    }

    /// <summary>What the store takes on disk.</summary>
    public ImageFilesystemUsage GetUsage()
    {
        var (bytes, inodes) = Layers.Usage();
        foreach (var digest in Blobs.Enumerate())
        {
            bytes += Blobs.SizeOf(digest) ?? 0;
            inodes++;
        }

        return new ImageFilesystemUsage(Root, bytes, inodes);
    }

    /// <summary>Unpacks what is missing of an image; directories top layer first.</summary>
    internal Task<IReadOnlyList<string>> UnpackAsync(ResolvedImage image, CancellationToken cancellationToken) =>
        Layers.EnsureAsync(image.Manifest.Layers, image.Config.RootFilesystem.DiffIds, null, cancellationToken);

    /// <summary>Keeps garbage collection out while content is added that no name leads to yet.</summary>
    internal async Task<IAsyncDisposable> EnterAsync(CancellationToken cancellationToken) =>
        new Visit(this, await _gate.EnterAsync(cancellationToken));

    /// <summary>Lets names stand for content, durably.</summary>
    internal Task SetReferencesAsync(Descriptor target, IEnumerable<ImageReference> names, CancellationToken cancellationToken)
    {
        var plain = new Descriptor { MediaType = target.MediaType, Digest = target.Digest, Size = target.Size };
        var now = _time.GetUtcNow();
        var records = names.Select(n => new ReferenceRecord { Name = n.Key, Target = plain, UpdatedAt = now }).ToList();
        return References.UpdateAsync(all => all.SetItems(records.Select(r => KeyValuePair.Create(r.Name, r))), cancellationToken);
    }

    /// <summary>The image behind a name, ID or digest.</summary>
    /// <exception cref="ImageException"><see cref="ImageErrorReason.NotFound"/>.</exception>
    internal async ValueTask<StoredImage> RequireAsync(string reference, CancellationToken cancellationToken) =>
        Find(await ReadAllAsync(cancellationToken), reference) ?? throw NotFound(reference);

    /// <summary>
    /// Follows an index or manifest to the image for this store's platform; null when parts of it are not in the store, or it is
    /// no container image.
    /// </summary>
    /// <param name="target">The index or manifest.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <param name="fresh">Look at the blobs even if the image was complete before: for content that has no name yet.</param>
    internal async ValueTask<ResolvedImage?> ResolveAsync(Descriptor target, CancellationToken cancellationToken, bool fresh = false)
    {
        if (!fresh && _resolved.TryGetValue(target.Digest, out var known))
        {
            return known;
        }

        var found = await ResolveAsync(target, depth: 0, cancellationToken);
        if (found is not null)
        {
            _resolved[target.Digest] = found;
        }

        return found;
    }

    internal static ImageException NotFound(string reference) => new(ImageErrorReason.NotFound, $"image \"{reference}\" is not in the store");

    private async ValueTask<ResolvedImage?> ResolveAsync(Descriptor target, int depth, CancellationToken cancellationToken)
    {
        const int MaxDepth = 3;
        if (depth > MaxDepth || !Blobs.Contains(target.Digest))
        {
            return null;
        }

        try
        {
            return await ReadImageAsync(target, depth, cancellationToken);
        }
        catch (ImageException e) when (e.Reason == ImageErrorReason.InvalidContent)
        {
            // Whoever pushed it meant something else by it; the other images are none the worse.
            return null;
        }
    }

    private async ValueTask<ResolvedImage?> ReadImageAsync(Descriptor target, int depth, CancellationToken cancellationToken)
    {
        var content = await Blobs.ReadAsync(target.Digest, cancellationToken);
        if (MediaTypes.IsIndex(target.MediaType))
        {
            foreach (var candidate in PlatformSelector.Candidates(ContentJson.ReadIndex(content), Platform))
            {
                if (await ResolveAsync(candidate, depth + 1, cancellationToken) is { } image)
                {
                    return image;
                }
            }

            return null;
        }

        var manifest = ContentJson.ReadManifest(content);
        if (!MediaTypes.IsImageConfig(manifest.Config.MediaType) || !Blobs.Contains(manifest.Config.Digest))
        {
            return null;
        }

        var config = ContentJson.ReadConfig(await Blobs.ReadAsync(manifest.Config.Digest, cancellationToken));
        var resolved = new ResolvedImage(target with { Platform = null }, manifest, config);
        return IsComplete(resolved) ? resolved : null;
    }

    // A configuration that does not fit its manifest cannot be unpacked, so it is no image.
    private bool IsComplete(ResolvedImage image) =>
        image.Manifest.Layers.Count == image.Config.RootFilesystem.DiffIds.Count
        && Blobs.Contains(image.ManifestDescriptor.Digest) && Blobs.Contains(image.Manifest.Config.Digest)
        && image.Manifest.Layers.All(l => Blobs.Contains(l.Digest));

    private async ValueTask<List<StoredImage>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var images = new Dictionary<Digest, StoredImage>();
        foreach (var record in References.Read().Values)
        {
            if (await ResolveAsync(record.Target, cancellationToken) is not { } image)
            {
                continue;
            }

            var id = image.Manifest.Config.Digest;
            if (!images.TryGetValue(id, out var stored))
            {
                images[id] = stored = new StoredImage(image, []);
            }

            stored.References.Add(record);
        }

        return [.. images.Values];
    }

    private static StoredImage? Find(List<StoredImage> images, string reference)
    {
        if (Digest.TryParse(reference, out var digest) || Digest.TryParseHex(reference, out digest))
        {
            return images.Find(i => i.Image.Manifest.Config.Digest == digest) ?? images.Find(i => i.Has(digest));
        }

        if (ImageReference.TryParse(reference, out var name))
        {
            var found = images.Find(i => i.References.Exists(r => r.Name == name.Key));
            if (found is null && name.Digest is { } pinned)
            {
                found = images.Find(i => i.Has(pinned) && i.References.Exists(r => ImageReference.Parse(r.Name).Name == name.Name));
            }

            if (found is not null)
            {
                return found;
            }
        }

        return FindByPrefix(images, reference);
    }

    private static StoredImage? FindByPrefix(List<StoredImage> images, string reference)
    {
        const int ShortestPrefix = 4;
        var prefix = reference.StartsWith("sha256:", StringComparison.Ordinal) ? reference["sha256:".Length..] : reference;
        if (prefix.Length < ShortestPrefix || prefix.AsSpan().ContainsAnyExcept("0123456789abcdef"))
        {
            return null;
        }

        var matching = images.FindAll(i => i.Image.Manifest.Config.Digest.Hex.StartsWith(prefix, StringComparison.Ordinal));
        return matching.Count == 1 ? matching[0] : null;
    }

    private static List<string> NamesToRemove(StoredImage image, string reference)
    {
        var names = image.References.ConvertAll(r => ImageReference.Parse(r.Name));
        if (!ImageReference.TryParse(reference, out var name) || names.Find(n => n.Key == name.Key) is not { } exact)
        {
            return names.ConvertAll(n => n.Key);
        }

        var others = names.Exists(n => n.Name == exact.Name && n.Digest is null && n.Key != exact.Key);
        return exact.Digest is not null || others
            ? [exact.Key]
            : names.FindAll(n => n.Name == exact.Name).ConvertAll(n => n.Key);
    }

    private static Platform ParsePlatform(string? text)
    {
        if (text is null)
        {
            return Platform.Current;
        }

        var parts = text.Split('/');
        return parts.Length is 2 or 3 && parts.All(p => p.Length > 0)
            ? new Platform { Os = parts[0], Architecture = parts[1], Variant = parts.ElementAtOrDefault(2) }
            : throw new ImageException(ImageErrorReason.InvalidReference, $"\"{text}\" is not a platform (os/architecture[/variant])");
    }

    private sealed class Visit(ImageStore store, IAsyncDisposable inner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await store.CollectPendingAsync();
        }
    }
}
