using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Answer of a webhook to a conversion request.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionResponse")]
public sealed partial record ConversionResponse
{
    /// <summary>Identifier copied from the request being answered.</summary>
    [ApiField("uid", 1, TypeName = "types.UID")]
    public partial string UID { get; init; }

    /// <summary>Converted objects in the order of the request; empty when conversion failed.</summary>
    [ApiField("convertedObjects", 2, TypeName = "[]runtime.RawExtension")]
    public partial ApiList<RawJson> ConvertedObjects { get; init; }

    /// <summary>Whether conversion succeeded, with an explanatory message when it failed.</summary>
    [ApiField("result", 3)]
    public partial Status Result { get; init; }
}
