namespace Tiphys.Api.Meta.V1;

/// <summary>Known values of <c>FieldSelectorOperator</c>.</summary>
public static class FieldSelectorOperator
{
    public const string In = "In";

    public const string NotIn = "NotIn";

    public const string Exists = "Exists";

    public const string DoesNotExist = "DoesNotExist";
}
