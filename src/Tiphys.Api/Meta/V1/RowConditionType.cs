namespace Tiphys.Api.Meta.V1;

/// <summary>Known values of <c>RowConditionType</c>.</summary>
public static class RowConditionType
{
    public const string Completed = "Completed";
}
