using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of stateful sets (pkg/registry/apps/statefulset).</summary>
public sealed class StatefulSetStrategy : ResourceStrategy<StatefulSet>
{
    /// <inheritdoc/>
    protected override StatefulSet Default(StatefulSet value) => StatefulSetDefaults.Apply(value);

    /// <inheritdoc/>
    protected override StatefulSet PrepareForCreate(RequestContext context, StatefulSet value) => Generations.First(value with { Status = StatefulSetStatus.Empty });

    /// <inheritdoc/>
    protected override StatefulSet PrepareForUpdate(RequestContext context, StatefulSet value, StatefulSet old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : Generations.Bump(value with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, StatefulSet value, FieldErrors errors) => StatefulSetValidation.Validate(value.Spec, true, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, StatefulSet value, StatefulSet old, FieldErrors errors)
    {
        if (context.Subresource != "status")
        {
            StatefulSetValidation.ValidateUpdate(value.Spec, old.Spec, errors);
        }
    }
}
