using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Holds small pieces of sensitive data such as passwords, tokens or keys.</summary>
[ApiType("io.k8s.api.core.v1.Secret", Version = "v1", Kind = "Secret")]
[ApiResource(
    "secrets",
    Singular = "secret",
    Namespaced = true,
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "S6u1pOWzb84=")]
public sealed partial record Secret
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Whether the data can no longer be changed; once true it stays so.</summary>
    [ApiField("immutable", 5, OmitEmpty = true, Optional = true)]
    public partial bool? Immutable { get; init; }

    /// <summary>The secret values by key, base64 encoded in JSON.</summary>
    [ApiField("data", 2, OmitEmpty = true, Optional = true)]
    public partial ApiMap<ApiBytes> Data { get; init; }

    /// <summary>Write-only plain text values that are merged into data, where they replace equal keys.</summary>
    [ApiField("stringData", 4, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> StringData { get; init; }

    /// <summary>What kind of data is held, used to check required keys; Opaque by default.</summary>
    [ApiField("type", 3, OmitEmpty = true, Optional = true, TypeName = "v1.SecretType")]
    public partial string Type { get; init; }
}
