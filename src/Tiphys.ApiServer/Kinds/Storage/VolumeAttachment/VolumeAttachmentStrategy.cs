using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of attachments (pkg/registry/storage/volumeattachment).</summary>
public sealed class VolumeAttachmentStrategy : ResourceStrategy<VolumeAttachment>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override VolumeAttachment Default(VolumeAttachment value) => value.Spec.Source.InlineVolumeSpec is not { } inline ? value : value with
    {
        Spec = value.Spec with { Source = value.Spec.Source with { InlineVolumeSpec = Core.PersistentVolumeDefaults.Inline(inline) } },
    };

    /// <inheritdoc/>
    protected override VolumeAttachment PrepareForCreate(RequestContext context, VolumeAttachment value) => value with { Status = VolumeAttachmentStatus.Empty };

    /// <inheritdoc/>
    protected override VolumeAttachment PrepareForUpdate(RequestContext context, VolumeAttachment value, VolumeAttachment old) => context.Subresource == "status"
        ? value with { Metadata = StatusMetadata.Keep(value.Metadata, old.Metadata), Spec = old.Spec }
        : value with { Status = old.Status };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, VolumeAttachment value, FieldErrors errors) => VolumeAttachmentValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, VolumeAttachment value, VolumeAttachment old, FieldErrors errors)
    {
        VolumeAttachmentValidation.Validate(value, errors);
        errors.CheckImmutable(FieldPath.Root("spec"), value.Spec, old.Spec, VolumeAttachmentValidation.Shown);
    }
}
