using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Registry;

/// <summary>Brings images of a store to registries.</summary>
public sealed class ImagePusher : IDisposable
{
    private readonly ImageStore _store;
    private readonly RegistryHttp _http;
    private readonly RetryPolicy _retries;

    public ImagePusher(ImageStore store, RegistryOptions options)
    {
        _store = store;
        _http = new RegistryHttp(options);
        _retries = new RetryPolicy(options);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Pushes an image under its name. Blobs that the registry has already are not sent.</summary>
    /// <param name="reference">A name with the registry in it; what it stands for in the store is pushed.</param>
    /// <param name="credentials">Null for none.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <returns>The digest under which the registry has it.</returns>
    public async Task<string> PushAsync(string reference, RegistryCredentials? credentials, CancellationToken cancellationToken)
    {
        var name = ImageReference.Parse(reference);
        await using var _ = await _store.EnterAsync(cancellationToken);
        var image = (await _store.RequireAsync(name.Key, cancellationToken)).Image;
        var endpoint = RegistryEndpoint.Origin(name.Domain, _http.Options.Hosts.GetValueOrDefault(name.Domain) ?? new RegistryHostOptions());
        var client = new RegistryClient(_http, endpoint, name.Path, credentials);
        foreach (var blob in image.Manifest.Layers.Append(image.Manifest.Config).DistinctBy(b => b.Digest))
        {
            await _retries.RunAsync(true, () => PushBlobAsync(client, blob, cancellationToken), cancellationToken);
        }

        var manifest = image.ManifestDescriptor;
        var content = await _store.Blobs.ReadAsync(manifest.Digest, cancellationToken);
        await _retries.RunAsync(true, async () =>
        {
            await client.PutManifestAsync(name.Tag ?? manifest.Digest.ToString(), manifest.MediaType, content, cancellationToken);
            return true;
        }, cancellationToken);
        return manifest.Digest.ToString();
    }

    private async Task<bool> PushBlobAsync(RegistryClient client, Descriptor blob, CancellationToken cancellationToken)
    {
        if (!await client.HasBlobAsync(blob.Digest, cancellationToken))
        {
            await client.UploadBlobAsync(blob, () => _store.Blobs.OpenRead(blob.Digest), cancellationToken);
        }

        return true;
    }
}
