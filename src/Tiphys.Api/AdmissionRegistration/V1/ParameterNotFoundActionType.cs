namespace Tiphys.Api.AdmissionRegistration.V1;

/// <summary>Known values of <c>ParameterNotFoundActionType</c>.</summary>
public static class ParameterNotFoundActionType
{
    public const string Allow = "Allow";

    public const string Deny = "Deny";
}
