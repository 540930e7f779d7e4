namespace Tiphys.Api.Core.V1;

/// <summary>Desired limits for the objects of a namespace.</summary>
[ApiType("io.k8s.api.core.v1.LimitRangeSpec")]
public sealed partial record LimitRangeSpec
{
    /// <summary>Bounds to enforce, one entry per type of object.</summary>
    [ApiField("limits", 1)]
    public partial ApiList<LimitRangeItem> Limits { get; init; }
}
