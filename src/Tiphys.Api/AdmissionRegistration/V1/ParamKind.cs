namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Identifies the kind of object from which a policy takes parameters.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.ParamKind", Atomic = true)]
public sealed partial record ParamKind
{
    /// <summary>Group and version of the parameter objects, written as group/version.</summary>
    [ApiField("apiVersion", 1, OmitEmpty = true)]
    public partial string APIVersion { get; init; }

    /// <summary>Kind of the parameter objects.</summary>
    [ApiField("kind", 2, OmitEmpty = true)]
    public partial string Kind { get; init; }
}
