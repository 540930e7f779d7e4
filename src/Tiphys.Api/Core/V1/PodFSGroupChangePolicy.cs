namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PodFSGroupChangePolicy</c>.</summary>
public static class PodFSGroupChangePolicy
{
    public const string OnRootMismatch = "OnRootMismatch";

    public const string Always = "Always";
}
