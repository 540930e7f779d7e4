using Tiphys.Api.Schemas;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Desired use of a validating policy: its parameters, scope and enforcement.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec")]
public sealed partial record ValidatingAdmissionPolicyBindingSpec
{
    /// <summary>Name of the ValidatingAdmissionPolicy to apply; required.</summary>
    [ApiField("policyName", 1, OmitEmpty = true, Required = true)]
    public partial string PolicyName { get; init; }

    /// <summary>Selects the parameter objects that the policy is evaluated with.</summary>
    [ApiField("paramRef", 2, OmitEmpty = true, Optional = true)]
    public partial ParamRef? ParamRef { get; init; }

    /// <summary>Narrows the requests covered, in addition to the constraints of the policy itself.</summary>
    [ApiField("matchResources", 3, OmitEmpty = true, Optional = true)]
    public partial MatchResources? MatchResources { get; init; }

    /// <summary>Consequences of a failed check: Deny, Warn or Audit; Deny and Warn cannot be combined.</summary>
    [ApiField("validationActions", 4, OmitEmpty = true, Required = true, ListType = ListType.Set, Enum = typeof(ValidationAction), TypeName = "[]v1.ValidationAction")]
    public partial ApiList<string> ValidationActions { get; init; }
}
