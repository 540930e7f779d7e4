namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>All values of <c>ValidationAction</c>.</summary>
public static class ValidationAction
{
    public const string Deny = "Deny";

    public const string Warn = "Warn";

    public const string Audit = "Audit";
}
