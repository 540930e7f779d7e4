namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>One change to an object, expressed in the form chosen by its patch type.</summary>
[ApiType("io.k8s.api.admissionregistration.v1.Mutation")]
public sealed partial record Mutation
{
    /// <summary>Form of the change, either ApplyConfiguration or JSONPatch; required.</summary>
    [ApiField("patchType", 2, Enum = typeof(PatchType), TypeName = "v1.PatchType")]
    public partial string PatchType { get; init; }

    /// <summary>Change computed as an apply configuration and merged as in server-side apply.</summary>
    [ApiField("applyConfiguration", 3, OmitEmpty = true)]
    public partial ApplyConfiguration? ApplyConfiguration { get; init; }

    /// <summary>Change computed as a list of JSON patch operations.</summary>
    [ApiField("jsonPatch", 4, OmitEmpty = true)]
    public partial JSONPatch? JSONPatch { get; init; }
}
