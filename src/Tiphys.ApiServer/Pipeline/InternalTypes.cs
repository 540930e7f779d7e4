namespace Tiphys.ApiServer.Pipeline;

/// <summary>Names of upstream's own types, which some of its messages show.</summary>
internal static class InternalTypes
{
    /// <summary>The type of a kind without versions: <c>core.Pod</c>, <c>rbac.Role</c>. Both groups of events share one.</summary>
    public static string NameOf(GroupVersionKind kind) => kind.Group switch
    {
        "" or "events.k8s.io" => $"core.{kind.Kind}",
        "internal.apiserver.k8s.io" => $"apiserverinternal.{kind.Kind}",
        var group => $"{group.Split('.')[0]}.{kind.Kind}",
    };
}
