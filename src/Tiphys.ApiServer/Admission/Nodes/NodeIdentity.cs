using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.Admission.Nodes;

/// <summary>Which node a user is.</summary>
internal static class NodeIdentity
{
    private const string Prefix = "system:node:";

    /// <summary>Name of the node that the user is; null for everybody else.</summary>
    public static string? Of(UserInfo user) =>
        user.Name.StartsWith(Prefix, StringComparison.Ordinal) && user.Groups.Contains("system:nodes") ? user.Name[Prefix.Length..] : null;
}
