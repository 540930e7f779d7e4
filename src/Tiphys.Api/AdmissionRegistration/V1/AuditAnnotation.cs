namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Adds a computed value to the audit event of a request.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.AuditAnnotation")]
public sealed partial record AuditAnnotation
{
    /// <summary>Name of the annotation, prefixed with the policy name when recorded; unique in the policy.</summary>
    [ApiField("key", 1)]
    public partial string Key { get; init; }

    /// <summary>CEL expression giving the annotation text, or null to leave it out.</summary>
    [ApiField("valueExpression", 2)]
    public partial string ValueExpression { get; init; }
}
