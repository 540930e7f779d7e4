using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Core.V1;

/// <summary>Holds configuration data that pods can consume.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMap", Version = "v1", Kind = "ConfigMap")]
[ApiResource(
    "configmaps",
    Singular = "configmap",
    Namespaced = true,
    ShortNames = ["cm"],
    Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    StorageVersionHash = "qFsyl6wFWjQ=")]
public sealed partial record ConfigMap
{
    /// <summary>Standard object metadata, such as name, namespace and labels.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Whether the data can no longer be changed; once true it stays so.</summary>
    [ApiField("immutable", 4, OmitEmpty = true, Optional = true)]
    public partial bool? Immutable { get; init; }

    /// <summary>UTF-8 text values by key; no key may also occur in binaryData.</summary>
    [ApiField("data", 2, OmitEmpty = true, Optional = true)]
    public partial ApiMap<string> Data { get; init; }

    /// <summary>Arbitrary byte values by key, base64 encoded in JSON.</summary>
    [ApiField("binaryData", 3, OmitEmpty = true, Optional = true)]
    public partial ApiMap<ApiBytes> BinaryData { get; init; }
}
