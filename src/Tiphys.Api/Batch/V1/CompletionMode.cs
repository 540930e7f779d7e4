namespace Tiphys.Api.Batch.V1;

/// <summary>All values of <c>CompletionMode</c>.</summary>
public static class CompletionMode
{
    public const string NonIndexed = "NonIndexed";

    public const string Indexed = "Indexed";
}
