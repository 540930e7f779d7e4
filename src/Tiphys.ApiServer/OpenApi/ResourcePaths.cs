using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.OpenApi;

/// <summary>The paths of a resource with their operations, from which the documents of both versions of OpenAPI are written.</summary>
internal sealed class ResourcePaths(ResourceInfo resource)
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly string[] DeleteParameters =
    [
        "dryRun", "gracePeriodSeconds", "ignoreStoreReadErrorWithClusterBreakingPotential", "orphanDependents", "propagationPolicy",
    ];

    private static readonly string[] SelectParameters =
    [
        "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds",
    ];

    private static readonly string[] LogParameters =
    [
        "container", "follow", "insecureSkipTLSVerifyBackend", "limitBytes", "previous", "sinceSeconds", "stream", "tailLines", "timestamps",
    ];

    private static readonly string[] ListParameters = [.. SelectParameters, "allowWatchBookmarks", "watch"];
    private static readonly string[] CollectionParameters = [.. SelectParameters, .. DeleteParameters];

    // Resources that answer a delete with the object; the others answer a Status.
    private static readonly HashSet<(string Group, string Plural)> AnswerDeleted =
    [
        ("", "persistentvolumeclaims"), ("", "persistentvolumes"), ("", "pods"), ("", "podtemplates"), ("", "resourcequotas"),
        ("", "serviceaccounts"), ("", "services"), ("resource.k8s.io", "deviceclasses"), ("resource.k8s.io", "resourceclaims"),
        ("resource.k8s.io", "resourceclaimtemplates"), ("resource.k8s.io", "resourceslices"), ("storage.k8s.io", "csidrivers"),
        ("storage.k8s.io", "csinodes"), ("storage.k8s.io", "storageclasses"), ("storage.k8s.io", "volumeattachments"),
        ("storage.k8s.io", "volumeattributesclasses"),
    ];

    private readonly OperationNames _names = new(resource);

    /// <summary>Tag of the operations.</summary>
    public string Tag => _names.Tag;

    /// <summary>Each path that has operations.</summary>
    public IEnumerable<(string Path, IReadOnlyList<Operation> Operations)> All()
    {
        var definition = resource.Definition;
        if (definition.Namespaced && definition.Verbs.Contains("list"))
        {
            yield return ($"{definition.Resource.BasePath}/{definition.Plural}", [_names.Name(List(), everywhere: true)]);
        }

        var scope = definition.Namespaced ? "/namespaces/{namespace}" : "";
        var collection = $"{definition.Resource.BasePath}{scope}/{definition.Plural}";
        var item = collection + "/{name}";
        IEnumerable<(string Path, IReadOnlyList<Operation> Operations)> paths =
        [
            (collection, [.. Collection().Select(operation => _names.Name(operation))]),
            (item, [.. Item(definition.Verbs, definition.Kind).Where(operation => operation.Method != "post").Select(operation => _names.Name(operation))]),
            .. definition.Subresources.Select(each =>
                ($"{item}/{each.Name}", (IReadOnlyList<Operation>)[.. Subresource(each).Select(operation => _names.Name(operation, each.Name))])),
            .. definition.Subresources.Where(each => each.Name == "proxy").Select(each =>
                ($"{item}/{each.Name}/{{path}}", (IReadOnlyList<Operation>)[.. Connect(each).Select(operation => _names.Name(operation, each.Name, suffix: "WithPath"))])),
        ];
        foreach (var path in paths.Where(path => path.Operations.Count > 0))
        {
            yield return path;
        }
    }

    private IEnumerable<Operation> Collection()
    {
        var (verbs, kind) = (resource.Definition.Verbs, resource.Kind);
        if (verbs.Contains("list"))
        {
            yield return List();
        }

        if (verbs.Contains("create"))
        {
            yield return new("post", "post", kind, kind, WriteParameters);
        }

        if (verbs.Contains("deletecollection"))
        {
            yield return new("delete", "deletecollection", kind, Status.GroupVersionKind, CollectionParameters);
        }
    }

    private Operation List() => new("get", "list", resource.Kind, resource.Kind with { Kind = resource.ListKind }, ListParameters);

    private IEnumerable<Operation> Subresource(SubresourceDefinition subresource) => subresource.Name == "log"
        ? [new("get", "get", subresource.Kind, subresource.Kind, LogParameters) { TextType = "text/plain" }]
        : subresource.ConnectMethods.Count > 0 ? Connect(subresource) : Item(subresource.Verbs, subresource.Kind);

    // The options of a connection are an object whose fields stand in the query.
    private static IEnumerable<Operation> Connect(SubresourceDefinition subresource)
    {
        var fields = ApiCatalog.FindCodec(subresource.Kind)?.Schema.Fields ?? [];
        string[] parameters = [.. fields.Select(field => field.Name).Where(name => name is not ("apiVersion" or "kind"))];
        return subresource.ConnectMethods.Select(method =>
            new Operation(method.ToLowerInvariant(), "connect", subresource.Kind, subresource.Kind, parameters) { TextType = "*/*" });
    }

    private IEnumerable<Operation> Item(IReadOnlyList<string> verbs, GroupVersionKind kind)
    {
        var deleted = AnswerDeleted.Contains((resource.Group, resource.Plural)) ? kind : Status.GroupVersionKind;
        (string Verb, Operation Operation)[] known =
        [
            ("get", new("get", "get", kind, kind, [])),
            ("update", new("put", "put", kind, kind, WriteParameters)),
            ("create", new("post", "post", kind, kind, WriteParameters)),
            ("delete", new("delete", "delete", kind, deleted, DeleteParameters)),
            ("patch", new("patch", "patch", kind, kind, [.. WriteParameters, "force"])),
        ];
        return known.Where(each => verbs.Contains(each.Verb)).Select(each => each.Operation);
    }
}
