namespace Tiphys.Api.Networking.V1;

/// <summary>List of HTTP paths and the backends that serve them.</summary>
[ApiType("io.k8s.api.networking.v1.HTTPIngressRuleValue")]
public sealed partial record HTTPIngressRuleValue
{
    /// <summary>Path entries mapping requests to backends; at least one is required.</summary>
    [ApiField("paths", 1)]
    public partial ApiList<HTTPIngressPath> Paths { get; init; }
}
