namespace Tiphys.Api.Networking.V1;

/// <summary>Associates a TLS certificate with the host names it should be served for.</summary>
[ApiType("io.k8s.api.networking.v1.IngressTLS")]
public sealed partial record IngressTLS
{
    /// <summary>Host names covered by the certificate; controllers fall back to a wildcard host when empty.</summary>
    [ApiField("hosts", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Hosts { get; init; }

    /// <summary>Name of the secret holding the certificate and private key; may be omitted to route by SNI only.</summary>
    [ApiField("secretName", 2, OmitEmpty = true, Optional = true)]
    public partial string SecretName { get; init; }
}
