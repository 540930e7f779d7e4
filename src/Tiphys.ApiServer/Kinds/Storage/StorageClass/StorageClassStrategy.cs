using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of storage classes (pkg/registry/storage/storageclass).</summary>
public sealed class StorageClassStrategy : ResourceStrategy<StorageClass>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override StorageClass Default(StorageClass value) => value with
    {
        ReclaimPolicy = value.ReclaimPolicy ?? Api.Core.V1.PersistentVolumeReclaimPolicy.Delete,
        VolumeBindingMode = value.VolumeBindingMode ?? VolumeBindingMode.Immediate,
    };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, StorageClass value, FieldErrors errors) => StorageClassValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, StorageClass value, StorageClass old, FieldErrors errors)
    {
        StorageClassValidation.Validate(value, errors);
        errors.CheckImmutable(FieldPath.Root("parameters"), value.Parameters, old.Parameters, WorkloadValidation.Shown);
        errors.CheckImmutable(FieldPath.Root("provisioner"), value.Provisioner, old.Provisioner);
        errors.CheckImmutable(FieldPath.Root("reclaimPolicy"), value.ReclaimPolicy, old.ReclaimPolicy);
        errors.CheckImmutable(FieldPath.Root("volumeBindingMode"), value.VolumeBindingMode, old.VolumeBindingMode);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, StorageClass value, StorageClass? old) =>
        value.AllowedTopologies.SelectMany((term, i) => term.MatchLabelExpressions.SelectMany((expression, j) => NodeLabelWarnings.OfKeys(
            [expression.Key], _ => FieldPath.Root("allowedTopologies").Index(i).Child("matchLabelExpressions").Index(j).Child("key"))));
}
