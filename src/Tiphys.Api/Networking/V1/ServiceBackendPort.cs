namespace Tiphys.Api.Networking.V1;

/// <summary>Chooses a service port by exactly one of name or number.</summary>
[ApiType("io.k8s.api.networking.v1.ServiceBackendPort", Atomic = true)]
public sealed partial record ServiceBackendPort
{
    /// <summary>Name of the service port; cannot be combined with a number.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Numeric service port such as 80; cannot be combined with a name.</summary>
    [ApiField("number", 2, OmitEmpty = true, Optional = true)]
    public partial int Number { get; init; }
}
