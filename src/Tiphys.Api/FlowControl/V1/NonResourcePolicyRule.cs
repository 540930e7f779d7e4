using Tiphys.Api.Schemas;

namespace Tiphys.Api.FlowControl.V1;

/// <summary>Matches requests for non-resource URLs by verb and path.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.NonResourcePolicyRule")]
public sealed partial record NonResourcePolicyRule
{
    /// <summary>HTTP verbs in lower case that match; a lone asterisk accepts all verbs.</summary>
    [ApiField("verbs", 1, ListType = ListType.Set)]
    public partial ApiList<string> Verbs { get; init; }

    /// <summary>URL paths that match, where a trailing slash and asterisk cover everything below the prefix.</summary>
    [ApiField("nonResourceURLs", 6, ListType = ListType.Set)]
    public partial ApiList<string> NonResourceURLs { get; init; }
}
