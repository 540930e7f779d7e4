namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>ConditionStatus</c>.</summary>
public static class ConditionStatus
{
    public const string True = "True";

    public const string False = "False";

    public const string Unknown = "Unknown";
}
