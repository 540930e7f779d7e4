using Tiphys.Api.Schemas;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Desired behaviour of a mutating policy: what it matches and which changes it makes.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicySpec")]
public sealed partial record MutatingAdmissionPolicySpec
{
    /// <summary>Kind of object that supplies parameters; when unset the policy takes no parameters.</summary>
    [ApiField("paramKind", 1, OmitEmpty = true, Optional = true)]
    public partial ParamKind? ParamKind { get; init; }

    /// <summary>Resources and operations to which the policy applies; required.</summary>
    [ApiField("matchConstraints", 2, OmitEmpty = true)]
    public partial MatchResources? MatchConstraints { get; init; }

    /// <summary>Named expressions that later expressions can reuse through the variables prefix.</summary>
    [ApiField("variables", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<Variable> Variables { get; init; }

    /// <summary>Changes to make, carried out in the order given; at least one is required.</summary>
    [ApiField("mutations", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<Mutation> Mutations { get; init; }

    /// <summary>What happens on evaluation errors or misconfiguration: Fail, the default, or Ignore.</summary>
    [ApiField("failurePolicy", 5, OmitEmpty = true, Optional = true, Enum = typeof(FailurePolicyType), TypeName = "v1.FailurePolicyType")]
    public partial string? FailurePolicy { get; init; }

    /// <summary>Further CEL filters that must all be true for the policy to apply; at most 64.</summary>
    [ApiField("matchConditions", 6, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<MatchCondition> MatchConditions { get; init; }

    /// <summary>Whether the policy may run again after later changes by others: Never or IfNeeded; required.</summary>
    [ApiField("reinvocationPolicy", 7, OmitEmpty = true, Enum = typeof(ReinvocationPolicyType), TypeName = "v1.ReinvocationPolicyType")]
    public partial string ReinvocationPolicy { get; init; }
}
