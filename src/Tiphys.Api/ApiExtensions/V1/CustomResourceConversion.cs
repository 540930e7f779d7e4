namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Describes conversion of custom objects between versions.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceConversion")]
public sealed partial record CustomResourceConversion
{
    /// <summary>Either None, which only changes apiVersion, or Webhook, which calls an external service.</summary>
    [ApiField("strategy", 1, TypeName = "v1.ConversionStrategyType")]
    public partial string Strategy { get; init; }

    /// <summary>How to call the conversion webhook; required for, and limited to, the Webhook strategy.</summary>
    [ApiField("webhook", 2, OmitEmpty = true, Optional = true)]
    public partial WebhookConversion? Webhook { get; init; }
}
