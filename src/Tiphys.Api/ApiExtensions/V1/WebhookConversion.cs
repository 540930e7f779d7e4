namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Connection settings of a conversion webhook and the review versions it accepts.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookConversion")]
public sealed partial record WebhookConversion
{
    /// <summary>How the API server reaches the webhook; required with the Webhook strategy.</summary>
    [ApiField("clientConfig", 2, OmitEmpty = true, Optional = true)]
    public partial WebhookClientConfig? ClientConfig { get; init; }

    /// <summary>ConversionReview versions the webhook understands, most preferred first; required.</summary>
    [ApiField("conversionReviewVersions", 3)]
    public partial ApiList<string> ConversionReviewVersions { get; init; }
}
