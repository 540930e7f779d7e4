namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>ComponentConditionType</c>.</summary>
public static class ComponentConditionType
{
    public const string Healthy = "Healthy";
}
