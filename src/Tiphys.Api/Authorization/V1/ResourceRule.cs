namespace Tiphys.Api.Authorization.V1;

/// <summary>A group of actions that the subject may perform on API resources.</summary>
[ApiType("io.k8s.api.authorization.v1.ResourceRule")]
public sealed partial record ResourceRule
{
    /// <summary>Allowed actions in API terms, with an asterisk meaning all of them.</summary>
    [ApiField("verbs", 1)]
    public partial ApiList<string> Verbs { get; init; }

    /// <summary>API groups in which the actions are allowed, with an asterisk meaning every group.</summary>
    [ApiField("apiGroups", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> APIGroups { get; init; }

    /// <summary>Plural resource names, with a slash before any subresource and an asterisk meaning every resource.</summary>
    [ApiField("resources", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Resources { get; init; }

    /// <summary>Object names the permission is limited to; an empty list leaves it unlimited.</summary>
    [ApiField("resourceNames", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> ResourceNames { get; init; }
}
