namespace Tiphys.Api.Authorization.V1;

/// <summary>Permissions found for a subject, which may be only a part of the whole.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectRulesReviewStatus")]
public sealed partial record SubjectRulesReviewStatus
{
    /// <summary>Allowed actions on API resources, in no significant order.</summary>
    [ApiField("resourceRules", 1)]
    public partial ApiList<ResourceRule> ResourceRules { get; init; }

    /// <summary>Allowed actions on URL paths outside the resource tree, in no significant order.</summary>
    [ApiField("nonResourceRules", 2)]
    public partial ApiList<NonResourceRule> NonResourceRules { get; init; }

    /// <summary>True when the lists may lack entries, for example because an authorizer cannot enumerate its rules.</summary>
    [ApiField("incomplete", 3)]
    public partial bool Incomplete { get; init; }

    /// <summary>Describes what prevented a full enumeration, such as an authorizer without support for it.</summary>
    [ApiField("evaluationError", 4, OmitEmpty = true, Optional = true)]
    public partial string EvaluationError { get; init; }
}
