namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Computes a partial object that is merged into the admitted one.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ApplyConfiguration")]
public sealed partial record ApplyConfiguration
{
    /// <summary>CEL expression returning an apply configuration built with Object types.</summary>
    [ApiField("expression", 1, OmitEmpty = true)]
    public partial string Expression { get; init; }
}
