using Microsoft.AspNetCore.Http;

namespace Tiphys.Containers.Registry.Server;

internal enum RegistryResource
{
    Base,
    Catalog,
    Tags,
    Manifest,
    Blob,
    UploadStart,
    Upload,
    Referrers,
}

/// <summary>A path of the distribution API, taken apart. Repository names hold slashes, so it is read from its end.</summary>
/// <param name="Resource">Which kind.</param>
/// <param name="Repository">Empty for base and catalog.</param>
/// <param name="Reference">Tag, digest or upload ID; empty where there is none.</param>
internal sealed record RegistryRequest(RegistryResource Resource, string Repository = "", string Reference = "")
{
    public static RegistryRequest? Parse(PathString path)
    {
        var segments = path.Value!.Split('/');
        if (segments is not ["", "v2", .. var rest])
        {
            return null;
        }

        return rest switch
        {
            [] or [""] => new RegistryRequest(RegistryResource.Base),
            ["_catalog"] => new RegistryRequest(RegistryResource.Catalog),
            [_, .. var name, "tags", "list"] => Of(RegistryResource.Tags, [rest[0], .. name], ""),
            [_, .. var name, "manifests", var reference] => Of(RegistryResource.Manifest, [rest[0], .. name], reference),
            [_, .. var name, "blobs", "uploads", ""] => Of(RegistryResource.UploadStart, [rest[0], .. name], ""),
            [_, .. var name, "blobs", "uploads"] => Of(RegistryResource.UploadStart, [rest[0], .. name], ""),
            [_, .. var name, "blobs", "uploads", var id] => Of(RegistryResource.Upload, [rest[0], .. name], id),
            [_, .. var name, "blobs", var digest] => Of(RegistryResource.Blob, [rest[0], .. name], digest),
            [_, .. var name, "referrers", var digest] => Of(RegistryResource.Referrers, [rest[0], .. name], digest),
            _ => null,
        };
    }

    private static RegistryRequest Of(RegistryResource resource, string[] name, string reference) => new(resource, string.Join('/', name), reference);
}
