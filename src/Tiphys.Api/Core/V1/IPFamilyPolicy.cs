namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>IPFamilyPolicy</c>.</summary>
public static class IPFamilyPolicy
{
    public const string SingleStack = "SingleStack";

    public const string PreferDualStack = "PreferDualStack";

    public const string RequireDualStack = "RequireDualStack";
}
