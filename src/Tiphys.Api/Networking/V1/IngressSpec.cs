namespace Tiphys.Api.Networking.V1;

/// <summary>Desired routing of an ingress, with its class, rules, TLS settings and fallback backend.</summary>
[ApiType("io.k8s.api.networking.v1.IngressSpec")]
public sealed partial record IngressSpec
{
    /// <summary>Name of the IngressClass whose controller should implement this ingress.</summary>
    [ApiField("ingressClassName", 4, OmitEmpty = true, Optional = true)]
    public partial string? IngressClassName { get; init; }

    /// <summary>Backend for requests that no rule matches; required when no rules are given.</summary>
    [ApiField("defaultBackend", 1, OmitEmpty = true, Optional = true)]
    public partial IngressBackend? DefaultBackend { get; init; }

    /// <summary>Certificates for the served hosts, offered on port 443 and chosen by the SNI name of the client.</summary>
    [ApiField("tls", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<IngressTLS> TLS { get; init; }

    /// <summary>Host and path rules that map requests to backends; unmatched requests go to the default backend.</summary>
    [ApiField("rules", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<IngressRule> Rules { get; init; }
}
