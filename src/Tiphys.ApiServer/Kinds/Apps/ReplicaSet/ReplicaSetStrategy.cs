using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of replica sets (pkg/registry/apps/replicaset).</summary>
public sealed class ReplicaSetStrategy : ResourceStrategy<ReplicaSet>
{
    /// <inheritdoc/>
    protected override ReplicaSet Default(ReplicaSet value) => value with
    {
        Spec = value.Spec with { Replicas = value.Spec.Replicas ?? 1, Template = Core.PodDefaults.Apply(value.Spec.Template) },
    };

    /// <inheritdoc/>
    protected override ReplicaSet PrepareForCreate(RequestContext context, ReplicaSet value) => Generations.First(WithoutDisabled(value) with { Status = ReplicaSetStatus.Empty });

    /// <inheritdoc/>
    protected override ReplicaSet PrepareForUpdate(RequestContext context, ReplicaSet value, ReplicaSet old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : Generations.Bump(WithoutDisabled(value) with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ReplicaSet value, FieldErrors errors) => ReplicaSetValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ReplicaSet value, ReplicaSet old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            ReplicaSetValidation.ValidateStatus(value.Status, errors);
        }
        else
        {
            ReplicaSetValidation.ValidateUpdate(value.Spec, old.Spec, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, ReplicaSet value, ReplicaSet? old) =>
        TemplateWarnings.OfNamed(context.Subresource, value.Spec.Template, value.Metadata, old?.Metadata);

    private static ReplicaSet WithoutDisabled(ReplicaSet value) => value with { Spec = value.Spec with { Template = DisabledFields.Drop(value.Spec.Template) } };
}
