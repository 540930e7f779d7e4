namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>A type problem discovered in one expression of a policy.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ExpressionWarning")]
public sealed partial record ExpressionWarning
{
    /// <summary>Path of the field holding the expression, such as spec.validations[0].expression.</summary>
    [ApiField("fieldRef", 2)]
    public partial string FieldRef { get; init; }

    /// <summary>Readable text of the problem, including the resource types it was found with.</summary>
    [ApiField("warning", 3)]
    public partial string Warning { get; init; }
}
