namespace Tiphys.Api.Networking.V1;

/// <summary>Describes who an allocated IP address belongs to.</summary>
[ApiType("io.k8s.api.networking.v1.IPAddressSpec")]
public sealed partial record IPAddressSpec
{
    /// <summary>Object that owns the address, usually a service; required.</summary>
    [ApiField("parentRef", 1, OmitEmpty = true, Required = true)]
    public partial ParentReference? ParentRef { get; init; }
}
