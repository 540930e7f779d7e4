using Tiphys.Api.Certificates.V1;
using Tiphys.Api.Coordination.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Resource.V1;
using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Admission.Pods;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Admission.Nodes;

/// <summary>NodeRestriction: a node writes itself and what runs on it, and nothing that would give it more (plugin/pkg/admission/noderestriction).</summary>
internal sealed class NodeRestrictionPlugin(StoredObjects objects) : IAdmissionPlugin
{
    public ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken)
    {
        Check(request, value);
        return ValueTask.FromResult(value);
    }

    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        // Writes were looked at before others could change them; a deletion has no such step.
        if (request.Operation == "DELETE")
        {
            Check(request, value);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A node evicts its own pods only.</summary>
    public static void CheckEviction(RequestContext context, Pod pod)
    {
        if (NodeIdentity.Of(context.User) is { } node && pod.Spec.NodeName != node)
        {
            throw StatusErrors.Forbidden("", "pods", pod.Metadata.Name, $"node {node} can only evict pods with spec.nodeName set to itself");
        }
    }

    /// <summary>A node asks for tokens that end with one of its own pods.</summary>
    public static void CheckToken(RequestContext context, string account, Api.Authentication.V1.TokenRequest token, Func<string, Pod?> findPod)
    {
        if (NodeIdentity.Of(context.User) is not { } node)
        {
            return;
        }

        var bound = token.Spec.BoundObjectRef;
        var why = bound is not { APIVersion: "v1", Kind: "Pod", Name.Length: > 0 } ? "node requested token not bound to a pod"
            : bound.UID.Length == 0 ? "node requested token with a pod binding without a uid"
            : findPod(bound.Name) is not { } pod ? throw StatusErrors.NotFound("", "pods", bound.Name)
            : bound.UID != pod.Metadata.UID
                ? $"the UID in the bound object reference ({bound.UID}) does not match the UID in record. The object might have been deleted and then recreated"
            : pod.Spec.NodeName != node ? "node requested token bound to a pod scheduled on a different node"
            : null;
        if (why is not null)
        {
            throw StatusErrors.Forbidden("", "serviceaccounts", account, why);
        }
    }

    private void Check(AdmissionRequest request, IKubernetesObject? value)
    {
        if (NodeIdentity.Of(request.Context.User) is not { } node)
        {
            return;
        }

        var why = (value ?? request.Old) switch
        {
            _ when node.Length == 0 => $"could not determine node from user \"{request.Context.User.Name}\"",
            Pod pod => PodProblem(request, pod, node),
            Node changed => NodeProblem(request, changed, node),
            PersistentVolumeClaim claim => ClaimProblem(request, claim, node),
            Lease lease => LeaseProblem(request, lease, node),
            CSINode csi when csi.Metadata.Name != node => "can only access CSINode with the same name as the requesting node",
            ResourceSlice slice => SliceProblem(request, slice, node),
            CertificateSigningRequest csr => NodeCertificates.Problem(request, csr, node),
            _ => null,
        };
        if (why is not null)
        {
            throw Denial.Of(request, value ?? request.Old, why);
        }
    }

    private string? PodProblem(AdmissionRequest request, Pod pod, string node) => (request.Context.Subresource, request.Operation) switch
    {
        ("", "CREATE") => NewPodProblem(pod, node),
        ("", "DELETE") => pod.Spec.NodeName == node ? null : $"node \"{node}\" can only delete pods with spec.nodeName set to itself",
        ("", var operation) => $"unexpected operation \"{operation}\", node \"{node}\" can only create and delete mirror pods",
        ("status", "UPDATE") => StatusProblem(pod, (Pod)request.Old!, node),
        (var subresource, _) => $"unexpected pod subresource \"{subresource}\", only 'status' and 'eviction' are allowed",
    };

    private string? NewPodProblem(Pod pod, string node)
    {
        var owners = pod.Metadata.OwnerReferences;
        var owner = owners.FirstOrDefault();
        return !pod.IsMirror() ? $"pod does not have \"{PodAdmission.MirrorAnnotation}\" annotation, node \"{node}\" can only create mirror pods"
            : pod.Spec.NodeName != node ? $"node \"{node}\" can only create pods with spec.nodeName set to itself"
            : owners.Count > 1 ? $"node \"{node}\" can only create pods with a single owner reference set to itself"
            : owner is not { APIVersion: "v1", Kind: "Node" } || owner.Name != node ? $"node \"{node}\" can only create pods with an owner reference set to itself"
            : owner.Controller != true ? $"node \"{node}\" can only create pods with a controller owner reference set to itself"
            : owner.BlockOwnerDeletion == true ? $"node \"{node}\" must not set blockOwnerDeletion on an owner reference"
            : (objects.Find<Node>("", node) ?? throw StatusErrors.NotFound("", "nodes", node)).Metadata.UID is var uid && uid != owner.UID
                ? $"node {node} UID mismatch: expected {owner.UID} got {uid}"
            : PodReferences.FirstResource(pod) is { } resource ? $"node \"{node}\" can not create pods that reference {resource}"
            : null;
    }

    private static string? StatusProblem(Pod pod, Pod old, string node)
    {
        var claims = old.Status.ResourceClaimStatuses;
        return old.Spec.NodeName != node ? $"node \"{node}\" can only update pod status for pods with spec.nodeName set to itself"
            : pod.Metadata.Labels != old.Metadata.Labels ? $"node \"{node}\" cannot update labels through pod status"
            : pod.Status.ResourceClaimStatuses != claims ? $"node \"{node}\" cannot update resource claim statues"
            : pod.Status.ExtendedResourceClaimStatus != old.Status.ExtendedResourceClaimStatus ? $"node \"{node}\" cannot update extended resource claim status"
            : null;
    }

    private static string? NodeProblem(AdmissionRequest request, Node value, string node)
    {
        if (value.Metadata.Name != node)
        {
            return $"node \"{node}\" is not allowed to modify node \"{value.Metadata.Name}\"";
        }

        if (request.Operation == "CREATE")
        {
            var forbidden = NodeLabels.Forbidden(value.Metadata.Labels, default);
            return value.Spec.ConfigSource is not null ? $"node \"{node}\" is not allowed to create pods with a non-nil configSource"
                : forbidden.Count > 0 ? $"node \"{node}\" is not allowed to set the following labels: {string.Join(", ", forbidden)}"
                : null;
        }

        if (request is not { Operation: "UPDATE", Old: Node old })
        {
            return null;
        }

        var changed = NodeLabels.Forbidden(value.Metadata.Labels, old.Metadata.Labels);
        return value.Spec.ConfigSource is { } source && source != old.Spec.ConfigSource ? $"node \"{node}\" is not allowed to update configSource to a new non-nil configSource"
            : value.Spec.Taints != old.Spec.Taints ? $"node \"{node}\" is not allowed to modify taints"
            : value.Metadata.OwnerReferences != old.Metadata.OwnerReferences ? $"node \"{node}\" is not allowed to modify ownerReferences"
            : changed.Count > 0 ? $"is not allowed to modify labels: {string.Join(", ", changed)}"
            : null;
    }

    private static string? ClaimProblem(AdmissionRequest request, PersistentVolumeClaim claim, string node)
    {
        if (request is not { Context.Subresource: "status", Operation: "UPDATE", Old: PersistentVolumeClaim old })
        {
            return "may only update PVC status";
        }

        return Comparable(claim) == Comparable(old) ? null : $"node \"{node}\" is not allowed to update fields other than status.quantity and status.conditions";
    }

    // A claim without what a node may write.
    private static PersistentVolumeClaim Comparable(PersistentVolumeClaim claim) => claim with
    {
        Metadata = claim.Metadata with { ResourceVersion = "", ManagedFields = default },
        Status = claim.Status with { Capacity = default, Conditions = default, AllocatedResources = default, AllocatedResourceStatuses = default },
    };

    private static string? LeaseProblem(AdmissionRequest request, Lease lease, string node) =>
        request.Context.Namespace != "kube-node-lease" ? "can only access leases in the \"kube-node-lease\" system namespace"
        : lease.Metadata.Name != node ? "can only access node lease with the same name as the requesting node"
        : null;

    private static string? SliceProblem(AdmissionRequest request, ResourceSlice slice, string node) => (request.Operation, slice.Spec.NodeName == node) switch
    {
        ("CREATE", false) => "can only create ResourceSlice with the same NodeName as the requesting node",
        ("DELETE", false) => "can only delete ResourceSlice with the same NodeName as the requesting node",
        _ => null,
    };
}
