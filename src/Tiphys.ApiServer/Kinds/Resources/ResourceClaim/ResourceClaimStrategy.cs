using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Rules of claims to devices (pkg/registry/resource/resourceclaim).</summary>
public sealed class ResourceClaimStrategy : ResourceStrategy<ResourceClaim>
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override ResourceClaim Default(ResourceClaim value) => value with
    {
        Spec = DeviceRequestDefaults.Apply(value.Spec),
        Status = DeviceRequestDefaults.Apply(value.Status),
    };

    /// <inheritdoc/>
    protected override ResourceClaim PrepareForCreate(RequestContext context, ResourceClaim value) => value with { Status = ResourceClaimStatus.Empty };

    /// <inheritdoc/>
    protected override ResourceClaim PrepareForUpdate(RequestContext context, ResourceClaim value, ResourceClaim old) => context.Subresource == "status"
        ? value with
        {
            Metadata = StatusMetadata.Keep(value.Metadata, old.Metadata),
            Spec = old.Spec,
            Status = WithoutDeallocated(value.Status, old.Status),
        }
        : value with { Status = old.Status };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ResourceClaim value, FieldErrors errors) =>
        DeviceClaimValidation.Check(value.Spec.Devices, errors, Path.Child("devices"));

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ResourceClaim value, ResourceClaim old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            ClaimStatusValidation.Check(value, old, errors);
        }
        else
        {
            errors.CheckImmutable(Path, value.Spec, old.Spec, InternalForm.Of);
        }
    }

    // What drivers told of a device goes with its allocation, so that who takes that away need not know of it.
    private static ResourceClaimStatus WithoutDeallocated(ResourceClaimStatus status, ResourceClaimStatus old)
    {
        var gone = AllocatedDevice.Of(old.Allocation);
        gone.ExceptWith(AllocatedDevice.Of(status.Allocation));
        return status with { Devices = status.Devices.Filter(device => !gone.Contains(AllocatedDevice.Of(device))) };
    }
}
