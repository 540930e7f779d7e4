using Tiphys.Api.Meta.V1;
using Tiphys.Api.Schemas;

namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Observed state of a validating policy, including results of type checking.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyStatus")]
public sealed partial record ValidatingAdmissionPolicyStatus
{
    /// <summary>Generation of the policy that this status was computed from.</summary>
    [ApiField("observedGeneration", 1, OmitEmpty = true, Optional = true)]
    public partial long ObservedGeneration { get; init; }

    /// <summary>Outcome of checking expression types; present once the check has finished.</summary>
    [ApiField("typeChecking", 2, OmitEmpty = true, Optional = true)]
    public partial TypeChecking? TypeChecking { get; init; }

    /// <summary>Latest observations about the policy, holding one entry for each condition type.</summary>
    [ApiField("conditions", 3, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["type"])]
    public partial ApiList<Condition> Conditions { get; init; }
}
