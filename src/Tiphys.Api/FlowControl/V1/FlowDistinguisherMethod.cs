namespace Tiphys.Api.FlowControl.V1;

/// <summary>Selects the request property used to tell flows apart inside one flow schema.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.FlowDistinguisherMethod")]
public sealed partial record FlowDistinguisherMethod
{
    /// <summary>Property that separates flows, either ByUser or ByNamespace.</summary>
    [ApiField("type", 1, TypeName = "v1.FlowDistinguisherMethodType")]
    public partial string Type { get; init; }
}
