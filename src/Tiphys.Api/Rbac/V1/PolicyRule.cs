namespace Tiphys.Api.Rbac.V1;

/// <summary>One grant of permissions, combining verbs with the resources or URLs they apply to.</summary>
[ApiType("io.k8s.api.rbac.v1.PolicyRule")]
public sealed partial record PolicyRule
{
    /// <summary>Actions that are allowed, such as get or create, with an asterisk standing for all of them.</summary>
    [ApiField("verbs", 1)]
    public partial ApiList<string> Verbs { get; init; }

    /// <summary>API groups of the covered resources, with an empty string for the core group and an asterisk for all.</summary>
    [ApiField("apiGroups", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> APIGroups { get; init; }

    /// <summary>Plural resource names the grant covers, with subresources written after a slash and an asterisk for all.</summary>
    [ApiField("resources", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Resources { get; init; }

    /// <summary>Restricts the grant to objects with these names; an empty list imposes no restriction.</summary>
    [ApiField("resourceNames", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> ResourceNames { get; init; }

    /// <summary>URL paths outside the resource tree that are allowed, with a trailing asterisk as wildcard; cluster roles only.</summary>
    [ApiField("nonResourceURLs", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> NonResourceURLs { get; init; }
}
