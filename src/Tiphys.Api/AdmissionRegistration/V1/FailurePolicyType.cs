namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>All values of <c>FailurePolicyType</c>.</summary>
public static class FailurePolicyType
{
    public const string Ignore = "Ignore";

    public const string Fail = "Fail";
}
