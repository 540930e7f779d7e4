namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>NamespaceConditionType</c>.</summary>
public static class NamespaceConditionType
{
    public const string NamespaceDeletionDiscoveryFailure = "NamespaceDeletionDiscoveryFailure";

    public const string NamespaceDeletionContentFailure = "NamespaceDeletionContentFailure";

    public const string NamespaceDeletionGroupVersionParsingFailure = "NamespaceDeletionGroupVersionParsingFailure";

    public const string NamespaceContentRemaining = "NamespaceContentRemaining";

    public const string NamespaceFinalizersRemaining = "NamespaceFinalizersRemaining";
}
