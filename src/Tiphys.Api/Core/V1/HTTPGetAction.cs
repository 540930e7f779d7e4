namespace Tiphys.Api.Core.V1;

/// <summary>An HTTP GET request, which succeeds on any status code from 200 to 399.</summary>
[ApiType("io.k8s.api.core.v1.HTTPGetAction")]
public sealed partial record HTTPGetAction
{
    /// <summary>Path that is requested from the server; defaults to /.</summary>
    [ApiField("path", 1, OmitEmpty = true, Optional = true)]
    public partial string Path { get; init; }

    /// <summary>Port to connect to, as a number from 1 to 65535 or the name of a container port.</summary>
    [ApiField("port", 2)]
    public partial IntOrString Port { get; init; }

    /// <summary>Host to connect to; defaults to the IP address of the pod.</summary>
    [ApiField("host", 3, OmitEmpty = true, Optional = true)]
    public partial string Host { get; init; }

    /// <summary>Protocol of the request, HTTP or HTTPS; defaults to HTTP, and certificates are not verified.</summary>
    [ApiField("scheme", 4, OmitEmpty = true, Optional = true, Enum = typeof(URIScheme), TypeName = "v1.URIScheme")]
    public partial string Scheme { get; init; }

    /// <summary>Additional headers for the request, in which repeated names are allowed.</summary>
    [ApiField("httpHeaders", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<HTTPHeader> HTTPHeaders { get; init; }
}
