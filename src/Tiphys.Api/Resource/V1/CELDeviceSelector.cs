namespace Tiphys.Api.Resource.V1;

/// <summary>Selects devices by evaluating a CEL expression against each of them.</summary>
[ApiType("io.k8s.api.resource.v1.CELDeviceSelector")]
public sealed partial record CELDeviceSelector
{
    /// <summary>CEL expression over the variable device that must yield true for suitable devices.</summary>
    [ApiField("expression", 1)]
    public partial string Expression { get; init; }
}
