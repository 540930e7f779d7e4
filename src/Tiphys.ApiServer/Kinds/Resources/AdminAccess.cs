using Tiphys.Api.Core.V1;
using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;
using ResourceClaim = Tiphys.Api.Resource.V1.ResourceClaim;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Administrators' access to devices that others use: only in namespaces that are marked for it (pkg/registry/resource/utils.go).</summary>
internal static class AdminAccess
{
    private const string Label = "resource.kubernetes.io/admin-access";

    /// <summary>Refuses it outside such namespaces; <paramref name="place"/> is null when nobody asks for it.</summary>
    public static void Check(StoredObjects objects, string ns, FieldPath? place, FieldErrors errors)
    {
        if (place is not null && objects.Find<Namespace>("", ns)?.Metadata.Labels.GetValueOrDefault(Label) != "true")
        {
            errors.Forbidden(place.Child("adminAccess"), $"admin access to devices requires the `{Label}: true` label on the containing namespace");
        }
    }

    /// <summary>Place of the first request for it.</summary>
    public static FieldPath? PlaceIn(ApiList<DeviceRequest> requests) =>
        requests.FindIndex(request => request.Exactly?.AdminAccess == true) is var index and >= 0
            ? FieldPath.Root("spec").Child("devices").Child("requests").Index(index)
            : null;

    /// <summary>Place of the first result that grants it.</summary>
    public static FieldPath? PlaceIn(AllocationResult? allocation) =>
        (allocation?.Devices.Results ?? default).FindIndex(result => result.AdminAccess == true) is var index and >= 0
            ? FieldPath.Root("status").Child("allocation").Child("devices").Child("results").Index(index)
            : null;
}

/// <summary>Administrators' access by claims, and by their allocations.</summary>
internal sealed class ClaimAdminAccess(StoredObjects objects) : IWriteValidator
{
    public GroupVersionKind Kind => ResourceClaim.GroupVersionKind;

    public void Validate(RequestContext context, IKubernetesObject value, IKubernetesObject? old, FieldErrors errors)
    {
        var claim = (ResourceClaim)value;
        if (old is null)
        {
            AdminAccess.Check(objects, context.Namespace, AdminAccess.PlaceIn(claim.Spec.Devices.Requests), errors);
        }
        else if (context.Subresource == "status" && AdminAccess.PlaceIn(((ResourceClaim)old).Status.Allocation) is null)
        {
            AdminAccess.Check(objects, context.Namespace, AdminAccess.PlaceIn(claim.Status.Allocation), errors);
        }
    }
}

/// <summary>Administrators' access by templates of claims.</summary>
internal sealed class TemplateAdminAccess(StoredObjects objects) : IWriteValidator
{
    public GroupVersionKind Kind => ResourceClaimTemplate.GroupVersionKind;

    public void Validate(RequestContext context, IKubernetesObject value, IKubernetesObject? old, FieldErrors errors)
    {
        if (old is null)
        {
            AdminAccess.Check(objects, context.Namespace, AdminAccess.PlaceIn(((ResourceClaimTemplate)value).Spec.Spec.Devices.Requests), errors);
        }
    }
}
