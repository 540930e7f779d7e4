using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of daemon sets (pkg/registry/apps/daemonset).</summary>
public sealed class DaemonSetStrategy : ResourceStrategy<DaemonSet>
{
    /// <inheritdoc/>
    protected override DaemonSet Default(DaemonSet value) => DaemonSetDefaults.Apply(value);

    /// <inheritdoc/>
    protected override DaemonSet PrepareForCreate(RequestContext context, DaemonSet value) => DaemonSetTemplates.First(Generations.First(value with { Status = DaemonSetStatus.Empty }));

    /// <inheritdoc/>
    protected override DaemonSet PrepareForUpdate(RequestContext context, DaemonSet value, DaemonSet old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : DaemonSetTemplates.Bump(Generations.Bump(value with { Status = old.Status }, old, item => item.Spec), old);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, DaemonSet value, FieldErrors errors) => DaemonSetValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, DaemonSet value, DaemonSet old, FieldErrors errors)
    {
        if (context.Subresource != "status")
        {
            DaemonSetValidation.ValidateUpdate(value.Spec, old.Spec, errors);
        }
    }
}
