namespace Tiphys.Api.Resource.V1;

/// <summary>A quantity that is available from, or consumed out of, a shared counter.</summary>
[ApiType("io.k8s.api.resource.v1.Counter")]
public sealed partial record Counter
{
    /// <summary>Amount available or consumed.</summary>
    [ApiField("value", 1)]
    public partial Quantity Value { get; init; }
}
