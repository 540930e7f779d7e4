namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Desired use of a mutating policy: its parameters and scope.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingSpec")]
public sealed partial record MutatingAdmissionPolicyBindingSpec
{
    /// <summary>Name of the MutatingAdmissionPolicy to apply; required.</summary>
    [ApiField("policyName", 1, OmitEmpty = true)]
    public partial string PolicyName { get; init; }

    /// <summary>Selects the parameter objects that the policy is evaluated with.</summary>
    [ApiField("paramRef", 2, OmitEmpty = true, Optional = true)]
    public partial ParamRef? ParamRef { get; init; }

    /// <summary>Narrows the requests covered, in addition to the constraints of the policy itself.</summary>
    [ApiField("matchResources", 3, OmitEmpty = true, Optional = true)]
    public partial MatchResources? MatchResources { get; init; }
}
