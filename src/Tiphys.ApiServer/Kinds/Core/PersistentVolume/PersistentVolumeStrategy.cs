using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of persistent volumes (pkg/registry/core/persistentvolume).</summary>
public sealed class PersistentVolumeStrategy : ResourceStrategy<PersistentVolume>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override PersistentVolume Default(PersistentVolume value) => value with
    {
        Spec = PersistentVolumeDefaults.Apply(value.Spec),
        Status = value.Status with { Phase = value.Status.Phase.Or(PersistentVolumePhase.Pending) },
    };

    /// <inheritdoc/>
    protected override PersistentVolume PrepareForCreate(RequestContext context, PersistentVolume value) => value with
    {
        Status = PersistentVolumeStatus.Empty with
        {
            Phase = PersistentVolumePhase.Pending,
            LastPhaseTransitionTime = new Api.Time(context.Clock.GetUtcNow()),
        },
    };

    /// <inheritdoc/>
    protected override PersistentVolume PrepareForUpdate(RequestContext context, PersistentVolume value, PersistentVolume old) => context.Subresource == "status"
        ? value with { Spec = old.Spec, Status = PersistentVolumeDefaults.Dated(value.Status, old.Status, context.Clock) }
        : value with { Status = old.Status };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, PersistentVolume value, FieldErrors errors) => PersistentVolumeValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, PersistentVolume value, PersistentVolume old, FieldErrors errors)
    {
        if (context.Subresource != "status")
        {
            PersistentVolumeValidation.ValidateUpdate(value, old, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, PersistentVolume value, PersistentVolume? old) =>
        context.Subresource == "status" ? [] : PersistentVolumeWarnings.Of(value);
}
