namespace Tiphys.Api.Networking.V1;

/// <summary>The protocol-specific part of an ingress rule; only HTTP is available.</summary>
[ApiType("io.k8s.api.networking.v1.IngressRuleValue")]
public sealed partial record IngressRuleValue
{
    /// <summary>Path rules for HTTP traffic that reaches the host of the rule.</summary>
    [ApiField("http", 1, OmitEmpty = true, Optional = true)]
    public partial HTTPIngressRuleValue? HTTP { get; init; }
}
