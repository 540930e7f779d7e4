using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of CSI drivers (pkg/registry/storage/csidriver).</summary>
public sealed class CSIDriverStrategy : ResourceStrategy<CSIDriver>
{
    private const string TokensInSecrets = "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, "
        + "set to true to prevent possible logging of tokens in volume attributes";

    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override CSIDriver Default(CSIDriver value) => value with
    {
        Spec = value.Spec with
        {
            AttachRequired = value.Spec.AttachRequired ?? true,
            PodInfoOnMount = value.Spec.PodInfoOnMount ?? false,
            StorageCapacity = value.Spec.StorageCapacity ?? false,
            FSGroupPolicy = value.Spec.FSGroupPolicy ?? FSGroupPolicy.ReadWriteOnceWithFSType,
            VolumeLifecycleModes = value.Spec.VolumeLifecycleModes.IsEmpty ? [VolumeLifecycleMode.Persistent] : value.Spec.VolumeLifecycleModes,
            RequiresRepublish = value.Spec.RequiresRepublish ?? false,
            SELinuxMount = value.Spec.SELinuxMount ?? false,
        },
    };

    // The gate that goes with this field is off by default.
    /// <inheritdoc/>
    protected override CSIDriver PrepareForCreate(RequestContext context, CSIDriver value) =>
        value with { Spec = value.Spec with { PreventPodSchedulingIfMissing = null } };

    /// <inheritdoc/>
    protected override CSIDriver PrepareForUpdate(RequestContext context, CSIDriver value, CSIDriver old)
    {
        var kept = old.Spec.PreventPodSchedulingIfMissing is null ? PrepareForCreate(context, value) : value;
        return Generations.Bump(kept, old, item => item.Spec);
    }

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, CSIDriver value, FieldErrors errors) => CSIDriverValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, CSIDriver value, CSIDriver old, FieldErrors errors) =>
        CSIDriverValidation.ValidateUpdate(value.Spec, old.Spec, errors);

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, CSIDriver value, CSIDriver? old) =>
        !value.Spec.TokenRequests.IsEmpty && value.Spec.ServiceAccountTokenInSecrets is null && value.Spec.TokenRequests != old?.Spec.TokenRequests
            ? [TokensInSecrets]
            : [];
}
