namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>A named CEL expression whose result other expressions of the policy can use.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.Variable", Atomic = true)]
public sealed partial record Variable
{
    /// <summary>Identifier of the variable, unique in the policy and valid in CEL.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>CEL expression computing the value, able to use the variables defined before it.</summary>
    [ApiField("expression", 2)]
    public partial string Expression { get; init; }
}
