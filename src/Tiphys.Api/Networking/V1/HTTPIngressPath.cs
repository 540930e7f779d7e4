namespace Tiphys.Api.Networking.V1;

/// <summary>Connects one URL path pattern with the backend that answers it.</summary>
[ApiType("io.k8s.api.networking.v1.HTTPIngressPath")]
public sealed partial record HTTPIngressPath
{
    /// <summary>URL path to match, starting with a slash when the path type is Exact or Prefix.</summary>
    [ApiField("path", 1, OmitEmpty = true, Optional = true)]
    public partial string Path { get; init; }

    /// <summary>How the path is compared: Exact, Prefix by whole path elements, or ImplementationSpecific.</summary>
    [ApiField("pathType", 3, Enum = typeof(PathType), TypeName = "v1.PathType")]
    public partial string? PathType { get; init; }

    /// <summary>Destination to which requests with a matching path are forwarded.</summary>
    [ApiField("backend", 2)]
    public partial IngressBackend Backend { get; init; }
}
