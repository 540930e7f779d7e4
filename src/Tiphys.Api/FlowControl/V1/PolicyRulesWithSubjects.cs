namespace Tiphys.Api.FlowControl.V1;

/// <summary>Matches a request when one of its subjects and one of its resource or non-resource rules both apply.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects")]
public sealed partial record PolicyRulesWithSubjects
{
    /// <summary>Users, groups and service accounts whose requests are covered; at least one entry is needed.</summary>
    [ApiField("subjects", 1)]
    public partial ApiList<Subject> Subjects { get; init; }

    /// <summary>Rules for requests that address API resources; any single match is enough.</summary>
    [ApiField("resourceRules", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<ResourcePolicyRule> ResourceRules { get; init; }

    /// <summary>Rules for requests to plain URL paths such as health checks; any single match is enough.</summary>
    [ApiField("nonResourceRules", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<NonResourcePolicyRule> NonResourceRules { get; init; }
}
