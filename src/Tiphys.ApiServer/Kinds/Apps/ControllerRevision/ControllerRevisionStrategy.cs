using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of controller revisions (pkg/registry/apps/controllerrevision, pkg/apis/apps/validation).</summary>
public sealed class ControllerRevisionStrategy : ResourceStrategy<ControllerRevision>
{
    private static readonly FieldPath Data = FieldPath.Root("data");

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ControllerRevision value, FieldErrors errors)
    {
        errors.CheckNotNegative(FieldPath.Root("revision"), value.Revision);
        var text = value.Data.ToString();
        if (text == "null")
        {
            errors.Required(Data, "data is mandatory");
        }
        else if (text[0] != '{')
        {
            errors.Required(Data, "data must be a valid JSON object");
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ControllerRevision value, ControllerRevision old, FieldErrors errors)
    {
        errors.CheckNotNegative(FieldPath.Root("revision"), value.Revision);
        errors.CheckImmutable(Data, value.Data, old.Data, data => data.ToString());
    }
}
