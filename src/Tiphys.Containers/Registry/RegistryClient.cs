using System.Net;
using System.Net.Http.Headers;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Registry;

/// <summary>A manifest as the registry sent it.</summary>
internal sealed record FetchedManifest(Descriptor Descriptor, byte[] Content);

/// <summary>One repository at one server, in the words of OCI distribution-spec 1.1. No retries here.</summary>
internal sealed class RegistryClient(RegistryHttp http, RegistryEndpoint endpoint, string repository, RegistryCredentials? credentials)
{
    // The specification asks registries to take 4 MiB; some take more.
    private const int MaxManifestSize = 16 << 20;

    private string PullScope => $"repository:{repository}:pull";

    private string PushScope => $"repository:{repository}:pull,push";

    public RegistryEndpoint Endpoint => endpoint;

    /// <param name="reference">A tag or digest.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    public async Task<FetchedManifest> GetManifestAsync(string reference, CancellationToken cancellationToken)
    {
        var what = $"manifest {repository}:{reference}";
        using var response = await http.SendAsync(endpoint, PullScope, credentials, Create, what, cancellationToken);
        var content = await ReadManifestAsync(response, what, cancellationToken);
        var digest = Digest.Of(content);
        if (Digest.TryParse(reference, out var expected) && expected != digest)
        {
            throw new ImageException(ImageErrorReason.DigestMismatch, $"{what} at {endpoint.Base.Authority} has the digest {digest}");
        }

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (!MediaTypes.IsIndex(mediaType) && !MediaTypes.IsManifest(mediaType))
        {
            mediaType = ContentJson.MediaTypeOf(content);
        }

        if (!MediaTypes.IsIndex(mediaType) && !MediaTypes.IsManifest(mediaType))
        {
            throw new ImageException(ImageErrorReason.InvalidContent, $"{what} is of the type {mediaType}, which is not supported");
        }

        return new FetchedManifest(new Descriptor { MediaType = mediaType!, Digest = digest, Size = content.Length }, content);

        HttpRequestMessage Create()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, endpoint.Resolve($"{repository}/manifests/{reference}"));
            foreach (var type in MediaTypes.Manifests)
            {
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            }

            return request;
        }
    }

    /// <summary>Begins a download.</summary>
    /// <param name="digest">Of the blob.</param>
    /// <param name="offset">How many bytes to leave out, if the server can.</param>
    /// <param name="cancellationToken">Stops waiting for the headers.</param>
    /// <returns>The response, and where its bytes begin: at the offset or at zero.</returns>
    public async Task<(HttpResponseMessage Response, long Offset)> OpenBlobAsync(Digest digest, long offset, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(endpoint, PullScope, credentials, Create, $"blob {digest} of {repository}", cancellationToken);
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            return (response, 0);
        }

        if (response.Content.Headers.ContentRange?.From == offset)
        {
            return (response, offset);
        }

        response.Dispose();
        throw new ImageException(ImageErrorReason.UnexpectedResponse, $"{endpoint.Base.Authority} sent another range than asked for");

        HttpRequestMessage Create()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, endpoint.Resolve($"{repository}/blobs/{digest}"));
            if (offset > 0)
            {
                request.Headers.Range = new RangeHeaderValue(offset, null);
            }

            return request;
        }
    }

    public async Task<bool> HasBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(
                endpoint, PushScope, credentials, () => new HttpRequestMessage(HttpMethod.Head, endpoint.Resolve($"{repository}/blobs/{digest}")),
                $"blob {digest} of {repository}", cancellationToken);
            return true;
        }
        catch (ImageException e) when (e.Reason == ImageErrorReason.NotFound)
        {
            return false;
        }
    }

    /// <summary>Uploads a blob in two requests (POST, then PUT of the whole content).</summary>
    public async Task UploadBlobAsync(Descriptor blob, Func<Stream> open, CancellationToken cancellationToken)
    {
        var what = $"upload of {blob.Digest} to {repository}";
        Uri location;
        using (var begun = await http.SendAsync(
            endpoint, PushScope, credentials, () => new HttpRequestMessage(HttpMethod.Post, endpoint.Resolve($"{repository}/blobs/uploads/")), what, cancellationToken))
        {
            location = begun.Headers.Location is { } given
                ? new Uri(begun.RequestMessage!.RequestUri!, given)
                : throw new ImageException(ImageErrorReason.UnexpectedResponse, $"{what}: {endpoint.Base.Authority} gave no upload address");
        }

        var target = new Uri(location.AbsoluteUri + (location.Query.Length > 0 ? "&" : "?") + "digest=" + Uri.EscapeDataString(blob.Digest.ToString()));
        using var done = await http.SendAsync(endpoint, PushScope, credentials, Create, what, cancellationToken, isUpload: true);

        HttpRequestMessage Create()
        {
            var content = new StreamContent(open());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Headers.ContentLength = blob.Size;
            return new HttpRequestMessage(HttpMethod.Put, target) { Content = content };
        }
    }

    public async Task PutManifestAsync(string reference, string mediaType, byte[] content, CancellationToken cancellationToken)
    {
        using var response = await http.SendAsync(endpoint, PushScope, credentials, Create, $"push of {repository}:{reference}", cancellationToken);

        HttpRequestMessage Create()
        {
            var body = new ByteArrayContent(content);
            body.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            return new HttpRequestMessage(HttpMethod.Put, endpoint.Resolve($"{repository}/manifests/{reference}")) { Content = body };
        }
    }

    private async Task<byte[]> ReadManifestAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(http.Options.IdleTimeout);
        try
        {
            if (response.Content.Headers.ContentLength > MaxManifestSize)
            {
                throw new ImageException(ImageErrorReason.InvalidContent, $"{what} is larger than {MaxManifestSize} bytes");
            }

            await response.Content.LoadIntoBufferAsync(MaxManifestSize, timeout.Token);
            return await response.Content.ReadAsByteArrayAsync(timeout.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ImageException(ImageErrorReason.Unreachable, $"{what}: the connection to {endpoint.Base.Authority} broke off", e);
        }
    }
}
