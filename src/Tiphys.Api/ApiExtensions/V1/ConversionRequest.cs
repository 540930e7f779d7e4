namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Asks a webhook to convert objects to another version.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionRequest")]
public sealed partial record ConversionRequest
{
    /// <summary>Identifier of this request, which the response must repeat.</summary>
    [ApiField("uid", 1, TypeName = "types.UID")]
    public partial string UID { get; init; }

    /// <summary>Group and version to convert to, such as example.com/v1.</summary>
    [ApiField("desiredAPIVersion", 2)]
    public partial string DesiredAPIVersion { get; init; }

    /// <summary>The custom objects that need converting.</summary>
    [ApiField("objects", 3, TypeName = "[]runtime.RawExtension")]
    public partial ApiList<RawJson> Objects { get; init; }
}
