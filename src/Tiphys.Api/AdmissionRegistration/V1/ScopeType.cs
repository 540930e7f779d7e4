namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>All values of <c>ScopeType</c>.</summary>
public static class ScopeType
{
    public const string Cluster = "Cluster";

    public const string Namespaced = "Namespaced";

    public const string AllScopes = "*";
}
