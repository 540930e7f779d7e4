namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>SecretType</c>.</summary>
public static class SecretType
{
    public const string Opaque = "Opaque";

    public const string ServiceAccountToken = "kubernetes.io/service-account-token";

    public const string Dockercfg = "kubernetes.io/dockercfg";

    public const string DockerConfigJson = "kubernetes.io/dockerconfigjson";

    public const string BasicAuth = "kubernetes.io/basic-auth";

    public const string SSHAuth = "kubernetes.io/ssh-auth";

    public const string TLS = "kubernetes.io/tls";

    public const string BootstrapToken = "bootstrap.kubernetes.io/token";
}
