namespace Tiphys.Containers.Registry.Server;

/// <summary>An error answer of the distribution API (OCI distribution-spec, "Error Codes").</summary>
internal sealed class RegistryProblem(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static RegistryProblem NameInvalid(string name) => new(400, "NAME_INVALID", $"\"{name}\" is not a repository name");

    public static RegistryProblem NameUnknown(string name) => new(404, "NAME_UNKNOWN", $"repository {name} is not known");

    public static RegistryProblem ManifestUnknown(string reference) => new(404, "MANIFEST_UNKNOWN", $"manifest {reference} is not known");

    public static RegistryProblem ManifestInvalid(string why) => new(400, "MANIFEST_INVALID", why);

    public static RegistryProblem BlobUnknown(string digest) => new(404, "BLOB_UNKNOWN", $"blob {digest} is not known");

    public static RegistryProblem DigestInvalid(string why) => new(400, "DIGEST_INVALID", why);

    public static RegistryProblem UploadUnknown(string id) => new(404, "BLOB_UPLOAD_UNKNOWN", $"upload {id} is not known");

    public static RegistryProblem Unsupported() => new(405, "UNSUPPORTED", "the operation is not supported");
}
