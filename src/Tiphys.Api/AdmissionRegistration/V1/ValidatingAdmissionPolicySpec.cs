using Tiphys.Api.Schemas;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Desired behaviour of a validating policy: what it matches and which checks it performs.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec")]
public sealed partial record ValidatingAdmissionPolicySpec
{
    /// <summary>Kind of object that supplies parameters; when unset the policy takes no parameters.</summary>
    [ApiField("paramKind", 1, OmitEmpty = true, Optional = true)]
    public partial ParamKind? ParamKind { get; init; }

    /// <summary>Resources and operations that the policy examines; required.</summary>
    [ApiField("matchConstraints", 2, OmitEmpty = true)]
    public partial MatchResources? MatchConstraints { get; init; }

    /// <summary>Checks that requests must pass; required unless audit annotations are given.</summary>
    [ApiField("validations", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<Validation> Validations { get; init; }

    /// <summary>What happens on evaluation errors or misconfiguration: Fail, the default, or Ignore.</summary>
    [ApiField("failurePolicy", 4, OmitEmpty = true, Optional = true, Enum = typeof(FailurePolicyType), TypeName = "v1.FailurePolicyType")]
    public partial string? FailurePolicy { get; init; }

    /// <summary>Expressions whose results are added to the audit event; required unless validations are given.</summary>
    [ApiField("auditAnnotations", 5, OmitEmpty = true, Optional = true)]
    public partial ApiList<AuditAnnotation> AuditAnnotations { get; init; }

    /// <summary>Further CEL filters that must all be true for a request to be examined; at most 64.</summary>
    [ApiField("matchConditions", 6, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<MatchCondition> MatchConditions { get; init; }

    /// <summary>Named expressions that later expressions can reuse through the variables prefix.</summary>
    [ApiField("variables", 7, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<Variable> Variables { get; init; }
}
