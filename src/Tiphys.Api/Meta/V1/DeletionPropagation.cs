namespace Tiphys.Api.Meta.V1;

/// <summary>Known values of <c>DeletionPropagation</c>.</summary>
public static class DeletionPropagation
{
    public const string Orphan = "Orphan";

    public const string Background = "Background";

    public const string Foreground = "Foreground";
}
