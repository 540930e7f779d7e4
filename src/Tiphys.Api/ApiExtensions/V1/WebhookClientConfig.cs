namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>Tells the API server how to connect to a conversion webhook, by URL or by service.</summary>
[ApiType("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.WebhookClientConfig")]
public sealed partial record WebhookClientConfig
{
    /// <summary>Complete https address of the webhook; exclusive with a service.</summary>
    [ApiField("url", 3, OmitEmpty = true, Optional = true)]
    public partial string? URL { get; init; }

    /// <summary>Cluster service that exposes the webhook; exclusive with a URL.</summary>
    [ApiField("service", 1, OmitEmpty = true, Optional = true)]
    public partial ServiceReference? Service { get; init; }

    /// <summary>PEM certificates used to verify the webhook server; unset means the system roots.</summary>
    [ApiField("caBundle", 2, OmitEmpty = true, Optional = true)]
    public partial ApiBytes CABundle { get; init; }
}
