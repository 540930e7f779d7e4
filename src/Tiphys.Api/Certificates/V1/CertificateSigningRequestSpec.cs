namespace Tiphys.Api.Certificates.V1;

/// <summary>The wanted certificate and the identity of whoever asked for it.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestSpec")]
public sealed partial record CertificateSigningRequestSpec
{
    /// <summary>PKCS#10 request in a PEM block labelled CERTIFICATE REQUEST, shown base64-encoded in JSON.</summary>
    [ApiField("request", 1)]
    public partial ApiBytes Request { get; init; }

    /// <summary>Qualified name of the wanted signer, such as kubernetes.io/kube-apiserver-client.</summary>
    [ApiField("signerName", 7)]
    public partial string SignerName { get; init; }

    /// <summary>Wanted certificate lifetime in seconds, at least 600, which the signer is free to disregard.</summary>
    [ApiField("expirationSeconds", 8, OmitEmpty = true, Optional = true)]
    public partial int? ExpirationSeconds { get; init; }

    /// <summary>Key usages wanted in the certificate, such as digital signature or client auth.</summary>
    [ApiField("usages", 5, OmitEmpty = true, Enum = typeof(KeyUsage), TypeName = "[]v1.KeyUsage")]
    public partial ApiList<string> Usages { get; init; }

    /// <summary>Name of the user who created the request, recorded by the server.</summary>
    [ApiField("username", 2, OmitEmpty = true, Optional = true)]
    public partial string Username { get; init; }

    /// <summary>Unique identifier of the user who created the request, recorded by the server.</summary>
    [ApiField("uid", 3, OmitEmpty = true, Optional = true)]
    public partial string UID { get; init; }

    /// <summary>Groups of the user who created the request, recorded by the server.</summary>
    [ApiField("groups", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Groups { get; init; }

    /// <summary>Further attributes of the user who created the request, recorded by the server.</summary>
    [ApiField("extra", 6, OmitEmpty = true, Optional = true, TypeName = "map[string]v1.ExtraValue", Wrapped = true)]
    public partial ApiMap<ApiList<string>> Extra { get; init; }
}
