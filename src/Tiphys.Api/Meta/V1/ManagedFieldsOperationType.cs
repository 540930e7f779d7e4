namespace Tiphys.Api.Meta.V1;

/// <summary>Known values of <c>ManagedFieldsOperationType</c>.</summary>
public static class ManagedFieldsOperationType
{
    public const string Apply = "Apply";

    public const string Update = "Update";
}
