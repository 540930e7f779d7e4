namespace Tiphys.Api.Meta.V1;

/// <summary>Tells clients of one network at which address to reach the server.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ServerAddressByClientCIDR")]
public sealed partial record ServerAddressByClientCIDR
{
    /// <summary>Address range that the client must belong to for this entry to apply.</summary>
    [ApiField("clientCIDR", 1)]
    public partial string ClientCIDR { get; init; }

    /// <summary>Host, address or host and port at which such clients reach the server.</summary>
    [ApiField("serverAddress", 2)]
    public partial string ServerAddress { get; init; }
}
