namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>SupplementalGroupsPolicy</c>.</summary>
public static class SupplementalGroupsPolicy
{
    public const string Merge = "Merge";

    public const string Strict = "Strict";
}
