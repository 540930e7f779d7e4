using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Core;
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
    protected override DaemonSet PrepareForCreate(RequestContext context, DaemonSet value) => DaemonSetTemplates.First(Generations.First(WithoutDisabled(value) with { Status = DaemonSetStatus.Empty }));

    /// <inheritdoc/>
    protected override DaemonSet PrepareForUpdate(RequestContext context, DaemonSet value, DaemonSet old) => context.Subresource == "status"
        ? DaemonSetTemplates.Keep(Generations.Keep(value with { Spec = old.Spec }, old), old)
        : DaemonSetTemplates.Bump(Generations.Bump(WithoutDisabled(value) with { Status = old.Status }, old, item => item.Spec), old);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, DaemonSet value, FieldErrors errors) => DaemonSetValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, DaemonSet value, DaemonSet old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            DaemonSetValidation.ValidateStatus(value.Status, old.Status, errors);
        }
        else
        {
            DaemonSetValidation.ValidateUpdate(value.Spec, old.Spec, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, DaemonSet value, DaemonSet? old) =>
        old is null || (context.Subresource.Length == 0 && value.Spec.Template != old.Spec.Template)
            ? PodWarnings.Of(value.Spec.Template, FieldPath.Root("spec").Child("template"))
            : [];

    private static DaemonSet WithoutDisabled(DaemonSet value) => value with { Spec = value.Spec with { Template = DisabledFields.Drop(value.Spec.Template) } };
}
