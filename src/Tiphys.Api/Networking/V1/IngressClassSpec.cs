namespace Tiphys.Api.Networking.V1;

/// <summary>Desired properties of an ingress class, namely its controller and parameters.</summary>
[ApiType("io.k8s.api.networking.v1.IngressClassSpec")]
public sealed partial record IngressClassSpec
{
    /// <summary>Domain-prefixed path naming the responsible controller, at most 250 characters and immutable.</summary>
    [ApiField("controller", 1, OmitEmpty = true)]
    public partial string Controller { get; init; }

    /// <summary>Optional reference to an object carrying extra configuration for the controller.</summary>
    [ApiField("parameters", 2, OmitEmpty = true, Optional = true)]
    public partial IngressClassParametersReference? Parameters { get; init; }
}
