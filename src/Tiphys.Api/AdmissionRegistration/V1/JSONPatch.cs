namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Computes JSON patch operations that are applied to the admitted object.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.JSONPatch")]
public sealed partial record JSONPatch
{
    /// <summary>CEL expression returning a list of JSONPatch operations.</summary>
    [ApiField("expression", 1, OmitEmpty = true)]
    public partial string Expression { get; init; }
}
