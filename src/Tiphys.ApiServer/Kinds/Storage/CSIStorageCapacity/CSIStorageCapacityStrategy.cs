using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of what room a driver has (pkg/registry/storage/csistoragecapacity, pkg/apis/storage/validation).</summary>
public sealed class CSIStorageCapacityStrategy : ResourceStrategy<CSIStorageCapacity>
{
    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, CSIStorageCapacity value, FieldErrors errors)
    {
        LabelSelectorValidation.Validate(value.NodeTopology, errors, FieldPath.Root("nodeTopology"));
        errors.InvalidFor(FieldPath.Root("storageClassName"), value.StorageClassName, Formats.Dns1123Subdomain(value.StorageClassName));
        Quantities.CheckNotNegative(value.Capacity, errors, FieldPath.Root("capacity"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, CSIStorageCapacity value, CSIStorageCapacity old, FieldErrors errors)
    {
        Validate(context, value, errors);
        errors.CheckImmutable(FieldPath.Root("nodeTopology"), value.NodeTopology, old.NodeTopology, WorkloadValidation.Shown);
        errors.CheckImmutable(FieldPath.Root("storageClassName"), value.StorageClassName, old.StorageClassName);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, CSIStorageCapacity value, CSIStorageCapacity? old) =>
        NodeLabelWarnings.OfSelector(value.NodeTopology, FieldPath.Root("nodeTopology"));
}
