using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Registry.Server;

/// <summary>What there is: <c>/v2/_catalog</c>, <c>/v2/NAME/tags/list</c>, <c>/v2/NAME/referrers/DIGEST</c>.</summary>
internal sealed class ListEndpoint(ImageStore store)
{
    public Task WriteCatalogAsync(HttpContext context, string domain)
    {
        var names = Names().Where(n => n.Name.Domain == domain).Select(n => n.Name.Path);
        return RegistryHandler.WriteAsync(context, 200, new CatalogAnswer(Page(context, names)), RegistryJsonContext.Default.CatalogAnswer);
    }

    public Task WriteTagsAsync(HttpContext context, ImageReference repository)
    {
        var names = Names().Where(n => n.Name.Name == repository.Name).ToList();
        if (names.Count == 0)
        {
            throw RegistryProblem.NameUnknown(repository.Path);
        }

        var tags = names.Where(n => n.Name.Digest is null).Select(n => n.Name.Tag!);
        return RegistryHandler.WriteAsync(
            context, 200, new TagsAnswer(repository.Path, Page(context, tags)), RegistryJsonContext.Default.TagsAnswer);
    }

    public async Task WriteReferrersAsync(HttpContext context, ImageReference repository, string reference)
    {
        var subject = BlobEndpoint.ParseDigest(reference);
        var wanted = context.Request.Query["artifactType"].ToString();
        var found = new List<ReferrerDescriptor>();
        var targets = Names().Where(n => n.Name.Name == repository.Name).Select(n => n.Target).DistinctBy(t => t.Digest);
        foreach (var target in targets.Where(t => store.Blobs.Contains(t.Digest)))
        {
            var content = await store.Blobs.ReadAsync(target.Digest, context.RequestAborted);
            var manifest = JsonSerializer.Deserialize(content, RegistryJsonContext.Default.ReferrerManifest);
            var artifactType = manifest?.ArtifactType ?? manifest?.Config?.MediaType;
            if (manifest?.Subject?.Digest == subject && (wanted.Length == 0 || wanted == artifactType))
            {
                found.Add(new ReferrerDescriptor(target.MediaType, target.Digest, target.Size, artifactType, manifest.Annotations));
            }
        }

        if (wanted.Length > 0)
        {
            context.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        }

        await RegistryHandler.WriteAsync(
            context, 200, new ReferrersAnswer(2, MediaTypes.OciIndex, found), RegistryJsonContext.Default.ReferrersAnswer, MediaTypes.OciIndex);
    }

    private IEnumerable<(ImageReference Name, Descriptor Target)> Names() =>
        store.References.Read().Values.Select(r => (ImageReference.Parse(r.Name), r.Target));

    // Sorted; "n" limits, "last" continues behind a name; the Link header leads to the next page.
    private static List<string> Page(HttpContext context, IEnumerable<string> all)
    {
        var last = context.Request.Query["last"].ToString();
        var names = all.Distinct().Order(StringComparer.Ordinal).Where(n => last.Length == 0 || string.CompareOrdinal(n, last) > 0).ToList();
        if (!int.TryParse(context.Request.Query["n"], CultureInfo.InvariantCulture, out var count) || count < 0 || count >= names.Count)
        {
            return names;
        }

        if (count > 0)
        {
            context.Response.Headers.Link = $"<{context.Request.Path}?n={count}&last={Uri.EscapeDataString(names[count - 1])}>; rel=\"next\"";
        }

        return names[..count];
    }
}
