using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of claims of persistent volumes (pkg/registry/core/persistentvolumeclaim).</summary>
public sealed class PersistentVolumeClaimStrategy : ResourceStrategy<PersistentVolumeClaim>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override PersistentVolumeClaim Default(PersistentVolumeClaim value) => ClaimDefaults.Apply(value);

    /// <inheritdoc/>
    protected override PersistentVolumeClaim PrepareForCreate(RequestContext context, PersistentVolumeClaim value) => ClaimDefaults.SyncSources(
        value with { Status = PersistentVolumeClaimStatus.Empty with { Phase = PersistentVolumeClaimPhase.Pending } }, null);

    /// <inheritdoc/>
    protected override PersistentVolumeClaim PrepareForUpdate(RequestContext context, PersistentVolumeClaim value, PersistentVolumeClaim old) => context.Subresource == "status"
        ? value with { Spec = old.Spec }
        : ClaimDefaults.SyncSources(value with { Status = old.Status }, old.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, PersistentVolumeClaim value, FieldErrors errors) =>
        ClaimValidation.ValidateSpec(value.Spec, errors, FieldPath.Root("spec"));

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, PersistentVolumeClaim value, PersistentVolumeClaim old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            ClaimValidation.ValidateStatus(value, errors);
        }
        else
        {
            ClaimValidation.ValidateUpdate(value, old, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, PersistentVolumeClaim value, PersistentVolumeClaim? old) =>
        context.Subresource == "status" ? [] : PersistentVolumeWarnings.Of(value);
}
