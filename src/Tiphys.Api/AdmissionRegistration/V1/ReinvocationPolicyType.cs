namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>All values of <c>ReinvocationPolicyType</c>.</summary>
public static class ReinvocationPolicyType
{
    public const string Never = "Never";

    public const string IfNeeded = "IfNeeded";
}
