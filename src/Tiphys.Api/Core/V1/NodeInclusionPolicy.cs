namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>NodeInclusionPolicy</c>.</summary>
public static class NodeInclusionPolicy
{
    public const string Ignore = "Ignore";

    public const string Honor = "Honor";
}
