using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of the CSI drivers of nodes (pkg/registry/storage/csinode, pkg/apis/storage/validation).</summary>
public sealed class CSINodeStrategy : ResourceStrategy<CSINode>
{
    private const int MaxNodeIdLength = 256;
    private static readonly FieldPath Path = FieldPath.Root("spec").Child("drivers");

    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;

    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, CSINode value, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < value.Spec.Drivers.Count; i++)
        {
            CheckDriver(value.Spec.Drivers[i], names, errors, Path.Index(i));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, CSINode value, CSINode old, FieldErrors errors)
    {
        Validate(context, value, errors);
        foreach (var before in old.Spec.Drivers)
        {
            foreach (var driver in value.Spec.Drivers.Where(each => each.Name == before.Name))
            {
                errors.CheckImmutable(Path, driver with { Allocatable = null }, before with { Allocatable = null }, Shown);
            }
        }
    }

    private static void CheckDriver(CSINodeDriver driver, HashSet<string> names, FieldErrors errors, FieldPath path)
    {
        Core.CsiNames.CheckDriver(driver.Name, errors, path.Child("name"));
        errors.CheckRequired(path.Child("nodeID"), driver.NodeID, id => id.Length > MaxNodeIdLength ? [$"must be {MaxNodeIdLength} characters or less"] : []);
        errors.CheckNotNegative(path.Child("allocatable").Child("count"), driver.Allocatable?.Count);
        if (!names.Add(driver.Name))
        {
            errors.Duplicate(path.Child("name"), driver.Name);
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in driver.TopologyKeys)
        {
            errors.CheckRequired(path, key);
            if (!keys.Add(key))
            {
                errors.Duplicate(path, key);
            }

            errors.InvalidFor(path, key, Formats.QualifiedName(key));
        }
    }

    private static string Shown(CSINodeDriver driver) => $"{{\"Name\":{FieldErrors.Quote(driver.Name)},\"NodeID\":{FieldErrors.Quote(driver.NodeID)},"
        + $"\"TopologyKeys\":{(driver.TopologyKeys.IsDefault ? "null" : $"[{string.Join(',', driver.TopologyKeys.Select(FieldErrors.Quote))}]")},\"Allocatable\":null}}";
}
