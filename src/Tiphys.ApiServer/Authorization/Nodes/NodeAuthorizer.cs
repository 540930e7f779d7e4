using Tiphys.Api.Rbac.V1;
using Tiphys.ApiServer.Admission.Nodes;
using Tiphys.ApiServer.Authorization.Rbac;
using Tiphys.ApiServer.Selectors;

namespace Tiphys.ApiServer.Authorization.Nodes;

/// <summary>
/// Lets a node read what its pods need, and no more: secrets, config maps, claims, volumes and accounts that are related to it by
/// <see cref="INodeGraph"/>; all else by the same rules for every node (plugin/pkg/auth/authorizer/node).
/// </summary>
internal sealed class NodeAuthorizer(INodeGraph graph) : IAuthorizer
{
    private const string LeaseNamespace = "kube-node-lease";
    private static readonly AccessResult Allowed = new(AccessDecision.Allow, "");

    /// <inheritdoc/>
    public AccessResult Authorize(AccessRequest request) => NodeIdentity.Of(request.User) switch
    {
        null => No(""),
        "" => No($"unknown node for user {Validation.FieldErrors.Quote(request.User.Name)}"),
        var node when request.IsResourceRequest => Decide(node, request),
        _ => ByRules(request),
    };

    private AccessResult Decide(string node, AccessRequest request) => (request.Group, request.Resource) switch
    {
        ("", "secrets") => Read(node, NodeObject.Secret, request),
        ("", "configmaps") => Read(node, NodeObject.ConfigMap, request),
        ("", "persistentvolumeclaims") when request.Subresource == "status" => UpdateStatus(node, request),
        ("", "persistentvolumeclaims") => Get(node, NodeObject.PersistentVolumeClaim, request),
        ("", "persistentvolumes") => Get(node, NodeObject.PersistentVolume, request),
        ("resource.k8s.io", "resourceclaims") => Get(node, NodeObject.ResourceClaim, request),
        ("storage.k8s.io", "volumeattachments") => Get(node, NodeObject.VolumeAttachment, request),
        ("", "serviceaccounts") => OnAccount(node, request),
        ("coordination.k8s.io", "leases") => OnLease(node, request),
        ("storage.k8s.io", "csinodes") => OnCsiNode(node, request),
        ("resource.k8s.io", "resourceslices") => OnSlice(node, request),
        ("", "nodes") => OnNode(node, request),
        ("", "pods") => OnPod(node, request),
        ("certificates.k8s.io", "podcertificaterequests") => No(""),
        _ => ByRules(request),
    };

    private static AccessResult ByRules(AccessRequest request)
    {
        foreach (var rule in NodeRules.All)
        {
            if (RuleMatcher.Allows(rule, request))
            {
                return Allowed;
            }
        }

        return No("");
    }

    private AccessResult Read(string node, NodeObject kind, AccessRequest request) =>
        request.Verb is not ("get" or "list" or "watch") ? No("can only read resources of this type")
        : request.Subresource.Length > 0 ? No("cannot read subresource")
        : request.Namespace.Length == 0 ? No("can only read namespaced object of this type")
        : IfRelated(node, kind, request);

    private AccessResult Get(string node, NodeObject kind, AccessRequest request) =>
        request.Verb != "get" ? No("can only get individual resources of this type")
        : request.Subresource.Length > 0 ? No("cannot get subresource")
        : IfRelated(node, kind, request);

    private AccessResult UpdateStatus(string node, AccessRequest request) => request.Verb is "update" or "patch"
        ? IfRelated(node, NodeObject.PersistentVolumeClaim, request)
        : No("can only get/update/patch this type");

    private AccessResult IfRelated(string node, NodeObject kind, AccessRequest request) =>
        request.Name.Length == 0 ? No("No Object name found")
        : graph.IsRelated(node, kind, request.Namespace, request.Name) ? Allowed
        : Unrelated(node);

    private AccessResult OnAccount(string node, AccessRequest request) =>
        request is { Verb: "get", Subresource.Length: 0 } ? Read(node, NodeObject.ServiceAccount, request)
        : request is not { Verb: "create", Name.Length: > 0 } ? No("can only create tokens for individual service accounts")
        : request.Subresource != "token" ? No("can only create token subresource of serviceaccount")
        : IfRelated(node, NodeObject.ServiceAccount, request);

    // At a create the name is not known yet: NodeRestriction looks at it.
    private static AccessResult OnLease(string node, AccessRequest request) =>
        !IsOwnWrite(request.Verb) ? No("can only get, create, update, patch, or delete a node lease")
        : request.Namespace != LeaseNamespace ? No($"can only access leases in the \"{LeaseNamespace}\" system namespace")
        : request.Verb != "create" && request.Name != node ? No("can only access node lease with the same name as the requesting node")
        : Allowed;

    private static AccessResult OnCsiNode(string node, AccessRequest request) =>
        !IsOwnWrite(request.Verb) ? No("can only get, create, update, patch, or delete a CSINode")
        : request.Subresource.Length > 0 ? No("cannot authorize CSINode subresources")
        : request.Verb != "create" && request.Name != node ? No("can only access CSINode with the same name as the requesting node")
        : Allowed;

    private static bool IsOwnWrite(string verb) => verb is "get" or "create" or "update" or "patch" or "delete";

    private AccessResult OnSlice(string node, AccessRequest request) => request.Verb switch
    {
        _ when request.Subresource.Length > 0 => No("cannot authorize ResourceSlice subresources"),
        "create" => Allowed,
        "get" or "update" or "patch" or "delete" => IfRelated(node, NodeObject.ResourceSlice, request),
        "watch" or "list" or "deletecollection" => SelectsNode(request, node)
            ? Allowed
            : No("can only list/watch/deletecollection resourceslices with nodeName field selector"),
        _ => No("only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection"),
    };

    private static AccessResult OnNode(string node, AccessRequest request) => (request.Subresource, request.Verb) switch
    {
        ("", "create" or "update" or "patch") or ("status", "update" or "patch") => Allowed,
        ("", "get" or "list" or "watch") => request.Name == node ? Allowed
            : request.Name.Length == 0 ? No($"node '{node}' cannot read all nodes, only its own Node object")
            : No($"node '{node}' cannot read '{request.Name}', only its own Node object"),
        _ => No(""),
    };

    private AccessResult OnPod(string node, AccessRequest request) => (request.Subresource, request.Verb) switch
    {
        ("", "get") => Get(node, NodeObject.Pod, request),
        ("", "list" or "watch") => SelectsNode(request, node) ? Allowed
            : request.Name.Length > 0 ? IfRelated(node, NodeObject.Pod, request)
            : No("can only list/watch pods with spec.nodeName field selector"),
        ("", "create" or "delete") or ("status", "update" or "patch") or ("eviction", "create") => Allowed,
        _ => No(""),
    };

    private static bool SelectsNode(AccessRequest request, string node) => FieldQuery.Pins(request.FieldSelector, "spec.nodeName", node);

    private static AccessResult Unrelated(string node) => No($"no relationship found between node '{node}' and this object");

    private static AccessResult No(string reason) => new(AccessDecision.NoOpinion, reason);
}
