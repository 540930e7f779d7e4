using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.FlowControl;

/// <summary>Rules of flow schemas (pkg/registry/flowcontrol/flowschema).</summary>
public sealed class FlowSchemaStrategy : ResourceStrategy<FlowSchema>
{
    private const int DefaultPrecedence = 1000;

    /// <inheritdoc/>
    protected override FlowSchema Default(FlowSchema value) =>
        value with { Spec = value.Spec with { MatchingPrecedence = value.Spec.MatchingPrecedence.Or(DefaultPrecedence) } };

    /// <inheritdoc/>
    protected override FlowSchema PrepareForCreate(RequestContext context, FlowSchema value) => Generations.First(value with { Status = FlowSchemaStatus.Empty });

    /// <inheritdoc/>
    protected override FlowSchema PrepareForUpdate(RequestContext context, FlowSchema value, FlowSchema old) => context.Subresource == "status"
        ? Generations.Keep(value with { Metadata = StatusMetadata.Keep(value.Metadata, old.Metadata), Spec = old.Spec }, old)
        : Generations.Bump(value with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, FlowSchema value, FieldErrors errors) => FlowSchemaValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, FlowSchema value, FlowSchema old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            FlowSchemaValidation.CheckConditions(value.Status.Conditions.Select(each => each.Type), errors);
        }
        else
        {
            FlowSchemaValidation.Validate(value, errors);
        }
    }
}
