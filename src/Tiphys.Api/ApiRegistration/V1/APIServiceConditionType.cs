namespace Tiphys.Api.ApiRegistration.V1;

/// <summary>Known values of <c>APIServiceConditionType</c>.</summary>
public static class APIServiceConditionType
{
    public const string Available = "Available";
}
