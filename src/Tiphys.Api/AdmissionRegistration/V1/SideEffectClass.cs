namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>All values of <c>SideEffectClass</c>.</summary>
public static class SideEffectClass
{
    public const string Unknown = "Unknown";

    public const string None = "None";

    public const string Some = "Some";

    public const string NoneOnDryRun = "NoneOnDryRun";
}
