using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Registry.Server;

/// <summary><c>/v2/NAME/manifests/REFERENCE</c></summary>
internal sealed class ManifestEndpoint(ImageStore store)
{
    private const int MaxManifestSize = 4 << 20;

    public Task HandleAsync(HttpContext context, ImageReference repository, string reference) => context.Request.Method switch
    {
        "GET" or "HEAD" => GetAsync(context, repository, reference),
        "PUT" => PutAsync(context, repository, reference),
        "DELETE" => DeleteAsync(context, repository, reference),
        _ => throw RegistryProblem.Unsupported(),
    };

    private async Task GetAsync(HttpContext context, ImageReference repository, string reference)
    {
        var target = await FindAsync(repository, reference, context.RequestAborted);
        var content = await store.Blobs.ReadAsync(target.Digest, context.RequestAborted);
        context.Response.ContentType = target.MediaType;
        context.Response.ContentLength = content.Length;
        context.Response.Headers["Docker-Content-Digest"] = target.Digest.ToString();
        context.Response.Headers.ETag = $"\"{target.Digest}\"";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    private async Task<Descriptor> FindAsync(ImageReference repository, string reference, CancellationToken cancellationToken)
    {
        if (!Digest.TryParse(reference, out var digest))
        {
            return store.References.Read().GetValueOrDefault(Name(repository, reference).Key)?.Target
                ?? throw RegistryProblem.ManifestUnknown(reference);
        }

        // The parts of an index have no name of their own; whoever knows a digest may have what is behind it.
        if (store.Blobs.SizeOf(digest) is not { } size || size > MaxManifestSize)
        {
            throw RegistryProblem.ManifestUnknown(reference);
        }

        try
        {
            var mediaType = ContentJson.MediaTypeOf(await store.Blobs.ReadAsync(digest, cancellationToken));
            if (MediaTypes.IsIndex(mediaType) || MediaTypes.IsManifest(mediaType))
            {
                return new Descriptor { MediaType = mediaType, Digest = digest, Size = size };
            }
        }
        catch (ImageException e) when (e.Reason == ImageErrorReason.InvalidContent)
        {
            // A blob of another kind, which is no manifest.
        }

        throw RegistryProblem.ManifestUnknown(reference);
    }

    private async Task PutAsync(HttpContext context, ImageReference repository, string reference)
    {
        var name = Digest.TryParse(reference, out var expected) ? repository.WithDigest(expected) : Name(repository, reference);
        var content = await ReadBodyAsync(context);
        var digest = Digest.Of(content);
        if (name.Digest is not null && expected != digest)
        {
            throw RegistryProblem.DigestInvalid($"the manifest has the digest {digest}");
        }

        await using var _ = await store.EnterAsync(context.RequestAborted);
        var mediaType = Check(content, context.Request.ContentType);
        var subject = SubjectOf(content);
        await store.Blobs.WriteAsync(content, context.RequestAborted);
        var target = new Descriptor { MediaType = mediaType, Digest = digest, Size = content.Length };
        await store.SetReferencesAsync(target, [name], context.RequestAborted);
        if (subject is not null)
        {
            context.Response.Headers["OCI-Subject"] = subject.Digest.ToString();
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{context.Request.PathBase}/v2/{repository.Path}/manifests/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
    }

    private async Task DeleteAsync(HttpContext context, ImageReference repository, string reference)
    {
        var removed = 0;
        var isDigest = Digest.TryParse(reference, out var digest);
        await store.References.UpdateAsync(
            all =>
            {
                var gone = all.Values
                    .Where(r => ImageReference.Parse(r.Name) is var name && name.Name == repository.Name
                        && (isDigest ? r.Target.Digest == digest : name.Digest is null && name.Tag == reference))
                    .Select(r => r.Name)
                    .ToList();
                removed = gone.Count;
                return all.RemoveRange(gone);
            },
            context.RequestAborted);
        if (removed == 0)
        {
            throw RegistryProblem.ManifestUnknown(reference);
        }

        await store.CollectGarbageAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private string Check(byte[] content, string? contentType)
    {
        try
        {
            var mediaType = ContentJson.MediaTypeOf(content);
            var claimed = contentType?.Split(';')[0].Trim();
            if (MediaTypes.IsIndex(claimed) || MediaTypes.IsManifest(claimed))
            {
                mediaType = claimed!;
            }

            if (MediaTypes.IsManifest(mediaType))
            {
                CheckParts(ContentJson.ReadManifest(content));
                return mediaType;
            }

            if (MediaTypes.IsIndex(mediaType))
            {
                ContentJson.ReadIndex(content);
                return mediaType;
            }

            throw RegistryProblem.ManifestInvalid($"manifests of the type {mediaType} are not supported");
        }
        catch (ImageException e)
        {
            throw RegistryProblem.ManifestInvalid(e.Message);
        }
    }

    private static Descriptor? SubjectOf(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, RegistryJsonContext.Default.ReferrerManifest)?.Subject;
        }
        catch (JsonException e)
        {
            throw RegistryProblem.ManifestInvalid(e.Message);
        }
    }

    private void CheckParts(ImageManifest manifest)
    {
        foreach (var part in manifest.Layers.Append(manifest.Config).Where(p => store.Blobs.SizeOf(p.Digest) != p.Size))
        {
            throw new RegistryProblem(400, "MANIFEST_BLOB_UNKNOWN", $"blob {part.Digest} of {part.Size} bytes is not here");
        }
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        var body = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxManifestSize)
            {
                throw new RegistryProblem(413, "MANIFEST_INVALID", $"a manifest has at most {MaxManifestSize} bytes");
            }
        }

        return body.ToArray();
    }

    private static ImageReference Name(ImageReference repository, string tag) =>
        ImageReference.TryParse($"{repository.Name}:{tag}", out var name) && name.Tag == tag ? name : throw RegistryProblem.ManifestInvalid($"\"{tag}\" is not a tag");
}
