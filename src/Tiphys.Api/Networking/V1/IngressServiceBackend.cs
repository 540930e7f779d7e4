namespace Tiphys.Api.Networking.V1;

/// <summary>Names a service and the service port that receive ingress traffic.</summary>
[ApiType("io.k8s.api.networking.v1.IngressServiceBackend")]
public sealed partial record IngressServiceBackend
{
    /// <summary>Name of the service, which must be in the namespace of the ingress.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Service port to forward to, chosen by name or by number.</summary>
    [ApiField("port", 2, OmitEmpty = true)]
    public partial ServiceBackendPort Port { get; init; }
}
