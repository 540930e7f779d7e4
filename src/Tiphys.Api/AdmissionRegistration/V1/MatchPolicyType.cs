namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>All values of <c>MatchPolicyType</c>.</summary>
public static class MatchPolicyType
{
    public const string Exact = "Exact";

    public const string Equivalent = "Equivalent";
}
