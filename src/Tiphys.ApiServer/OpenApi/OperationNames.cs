using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>Names and texts of operations, made of the verb, the group's version and the kind: <c>listCoreV1NamespacedPod</c>.</summary>
internal sealed class OperationNames(ResourceInfo resource)
{
    private const string CommonSuffix = ".k8s.io";

    private readonly string _group = string.Concat(Parts(resource.Group).Select(Upper));

    /// <summary>Tag of all operations of a group's version, for example <c>rbacAuthorization_v1</c>.</summary>
    public string Tag => $"{char.ToLowerInvariant(_group[0])}{_group[1..]}_{resource.Kind.Version}";

    /// <summary>The operation with its name and text.</summary>
    /// <param name="operation">What to name.</param>
    /// <param name="subresource">Subresource that it works on; empty for the resource itself.</param>
    /// <param name="everywhere">True when it spans all namespaces.</param>
    /// <param name="suffix">What ends the name.</param>
    public Operation Name(Operation operation, string subresource = "", bool everywhere = false, string suffix = "")
    {
        var scope = resource.Namespaced && !everywhere ? "Namespaced" : "";
        var middle = operation.Connects ? Upper(operation.Method) : operation.Action == "deletecollection" ? "Collection" : "";
        var end = everywhere ? "ForAllNamespaces" : suffix;
        var verb = Verb(operation.Action);
        return operation with
        {
            Id = $"{verb}{_group}{Upper(resource.Kind.Version)}{middle}{scope}{resource.Kind.Kind}{Upper(subresource)}{end}",
            Description = Text(operation, subresource),
        };
    }

    private string Text(Operation operation, string subresource)
    {
        var kind = resource.Kind.Kind;
        var part = subresource.Length > 0 ? $"{subresource} of " : "";
        return operation.Action switch
        {
            "list" => $"list or watch objects of kind {kind}",
            "post" => $"create {part}a {kind}",
            "deletecollection" => $"delete collection of {kind}",
            "get" => $"read {part}the specified {kind}",
            "put" => $"replace {part}the specified {kind}",
            "patch" => $"partially update {part}the specified {kind}",
            "connect" => $"connect {operation.Method.ToUpperInvariant()} requests to {part}{kind}",
            var action => $"{action} {part}a {kind}",
        };
    }

    private static string Verb(string action) => action switch
    {
        "post" => "create",
        "get" => "read",
        "put" => "replace",
        "deletecollection" => "delete",
        _ => action,
    };

    private static string[] Parts(string group) =>
        (group.Length == 0 ? "core" : group.EndsWith(CommonSuffix, StringComparison.Ordinal) ? group[..^CommonSuffix.Length] : group).Split('.');

    private static string Upper(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];
}
