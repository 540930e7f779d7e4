namespace Tiphys.Api.Networking.V1;

/// <summary>Routing rule for one host, which sends requests to backends according to their path.</summary>
[ApiType("io.k8s.api.networking.v1.IngressRule")]
public sealed partial record IngressRule
{
    /// <summary>Fully qualified host name or wildcard such as *.example.com; empty matches every host.</summary>
    [ApiField("host", 1, OmitEmpty = true, Optional = true)]
    public partial string Host { get; init; }

    /// <summary>The fields of IngressRuleValue, which sit beside the others in JSON.</summary>
    [ApiField("", 2, Optional = true)]
    public partial IngressRuleValue IngressRuleValue { get; init; }
}
