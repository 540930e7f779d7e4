namespace Tiphys.Api.Core.V1;

/// <summary>Enforced ceilings and present usage of a quota.</summary>
[ApiType("io.k8s.api.core.v1.ResourceQuotaStatus")]
public sealed partial record ResourceQuotaStatus
{
    /// <summary>Ceilings that are being enforced for each named resource.</summary>
    [ApiField("hard", 1, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Hard { get; init; }

    /// <summary>Present total usage of each named resource in the namespace.</summary>
    [ApiField("used", 2, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Used { get; init; }
}
