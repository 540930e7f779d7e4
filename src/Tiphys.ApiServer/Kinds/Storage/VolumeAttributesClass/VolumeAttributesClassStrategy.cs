using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of classes of volume attributes (pkg/registry/storage/volumeattributesclass, pkg/apis/storage/validation).</summary>
public sealed class VolumeAttributesClassStrategy : ResourceStrategy<VolumeAttributesClass>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, VolumeAttributesClass value, FieldErrors errors)
    {
        StorageClassValidation.CheckProvisioner(value.DriverName, errors, FieldPath.Root("driverName"));
        StorageClassValidation.CheckParameters(value.Parameters, false, errors, FieldPath.Root("parameters"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, VolumeAttributesClass value, VolumeAttributesClass old, FieldErrors errors)
    {
        if (value.DriverName != old.DriverName)
        {
            errors.Forbidden(FieldPath.Root("driverName"), "updates to driverName are forbidden.");
        }

        if (value.Parameters != old.Parameters)
        {
            errors.Forbidden(FieldPath.Root("parameters"), "updates to parameters are forbidden.");
        }

        Validate(context, value, errors);
    }
}
