namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Carries a conversion request to a webhook and the answer back.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionReview", Group = "apiextensions.k8s.io", Version = "v1", Kind = "ConversionReview")]
public sealed partial record ConversionReview
{
    /// <summary>Objects to convert and the wanted version; set by the API server.</summary>
    [ApiField("request", 1, OmitEmpty = true, Optional = true)]
    public partial ConversionRequest? Request { get; init; }

    /// <summary>Outcome of the conversion; set by the webhook.</summary>
    [ApiField("response", 2, OmitEmpty = true, Optional = true)]
    public partial ConversionResponse? Response { get; init; }
}
