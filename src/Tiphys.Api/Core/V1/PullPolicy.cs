namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>PullPolicy</c>.</summary>
public static class PullPolicy
{
    public const string Always = "Always";

    public const string Never = "Never";

    public const string IfNotPresent = "IfNotPresent";
}
