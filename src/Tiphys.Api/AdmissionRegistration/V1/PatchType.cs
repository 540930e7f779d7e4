namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>All values of <c>PatchType</c>.</summary>
public static class PatchType
{
    public const string ApplyConfiguration = "ApplyConfiguration";

    public const string JSONPatch = "JSONPatch";
}
