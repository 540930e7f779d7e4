namespace Tiphys.Api.Meta.V1;

/// <summary>Known values of <c>IncludeObjectPolicy</c>.</summary>
public static class IncludeObjectPolicy
{
    public const string None = "None";

    public const string Metadata = "Metadata";

    public const string Object = "Object";
}
