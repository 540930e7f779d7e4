using Tiphys.Api.Schemas;

namespace Tiphys.Api.FlowControl.V1;

/// <summary>Matches resource requests by verb, API group, resource type and the namespace being addressed.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.ResourcePolicyRule")]
public sealed partial record ResourcePolicyRule
{
    /// <summary>Request verbs that match, in lower case; a lone asterisk accepts all verbs.</summary>
    [ApiField("verbs", 1, ListType = ListType.Set)]
    public partial ApiList<string> Verbs { get; init; }

    /// <summary>API groups that match; a lone asterisk accepts all groups and the empty string means the core group.</summary>
    [ApiField("apiGroups", 2, ListType = ListType.Set)]
    public partial ApiList<string> APIGroups { get; init; }

    /// <summary>Resource names that match, optionally with a subresource after a slash; a lone asterisk accepts all.</summary>
    [ApiField("resources", 3, ListType = ListType.Set)]
    public partial ApiList<string> Resources { get; init; }

    /// <summary>Whether requests that carry no namespace are matched too; defaults to false.</summary>
    [ApiField("clusterScope", 4, OmitEmpty = true, Optional = true)]
    public partial bool ClusterScope { get; init; }

    /// <summary>
    /// Target namespaces that match; an asterisk accepts any namespace, and an empty list restricts the rule to cluster scope.
    /// </summary>
    [ApiField("namespaces", 5, Optional = true, ListType = ListType.Set)]
    public partial ApiList<string> Namespaces { get; init; }
}
