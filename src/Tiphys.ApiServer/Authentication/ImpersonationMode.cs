namespace Tiphys.ApiServer.Authentication;

/// <summary>A way to be somebody else, for users of one sort (k8s.io/apiserver, <c>endpoints/filters/impersonation</c>).</summary>
/// <param name="Name">How the mode stands in verbs; empty for the old one, which is for all.</param>
internal sealed record ImpersonationMode(string Name)
{
    private const string NodePrefix = "system:node:";
    private const string NodeOfPod = "authentication.kubernetes.io/node-name";

    /// <summary>A service account takes on the node that its pod runs on.</summary>
    public static ImpersonationMode AssociatedNode { get; } = new("associated-node");

    /// <summary>In the order in which they are tried.</summary>
    public static IReadOnlyList<ImpersonationMode> All { get; } = [AssociatedNode, new("arbitrary-node"), new("serviceaccount"), new("user-info"), new("")];

    /// <summary>False for the old mode.</summary>
    public bool IsConstrained => Name.Length > 0;

    /// <summary>The node that a user is; null when it is none.</summary>
    public static string? NodeOf(string user) =>
        user.StartsWith(NodePrefix, StringComparison.Ordinal) && user.Length > NodePrefix.Length ? user[NodePrefix.Length..] : null;

    /// <summary>Whether the mode is for a user of this sort.</summary>
    public bool Fits(UserInfo caller, UserInfo wanted) => Name switch
    {
        "associated-node" => HasOnlyName(wanted) && NodeOf(wanted.Name) is { } node && RunsOn(caller, node),
        "arbitrary-node" => HasOnlyName(wanted) && NodeOf(wanted.Name) is not null,
        "serviceaccount" => HasOnlyName(wanted) && IsAccount(wanted.Name),
        "user-info" => NodeOf(wanted.Name) is null && !IsAccount(wanted.Name),
        _ => true,
    };

    private static bool HasOnlyName(UserInfo wanted) => wanted.Uid.Length == 0 && wanted.Groups.IsEmpty && wanted.Extra.IsEmpty;

    private static bool IsAccount(string user) => ServiceAccountUser.TryParse(user, out _, out _);

    private static bool RunsOn(UserInfo caller, string node) =>
        IsAccount(caller.Name) && caller.Extra.TryGetValue(NodeOfPod, out var nodes) && nodes.Count == 1 && nodes[0] == node;
}
