namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Results of checking the types used in the expressions of a policy.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.TypeChecking")]
public sealed partial record TypeChecking
{
    /// <summary>Problems found in individual expressions of the policy.</summary>
    [ApiField("expressionWarnings", 1, OmitEmpty = true, Optional = true)]
    public partial ApiList<ExpressionWarning> ExpressionWarnings { get; init; }
}
