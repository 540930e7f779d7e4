using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of replication controllers (pkg/registry/core/replicationcontroller).</summary>
public sealed class ReplicationControllerStrategy : ResourceStrategy<ReplicationController>
{
    /// <inheritdoc/>
    public override string DefaultPropagationPolicy => Api.Meta.V1.DeletionPropagation.Orphan;

    /// <inheritdoc/>
    protected override ReplicationController Default(ReplicationController value) => value with
    {
        Metadata = value.Metadata.Labels.IsEmpty && value.Spec.Template is { } template ? value.Metadata with { Labels = template.Metadata.Labels } : value.Metadata,
        Spec = value.Spec with
        {
            Replicas = value.Spec.Replicas ?? 1,
            Selector = value.Spec.Selector.IsEmpty && value.Spec.Template is { } pod ? pod.Metadata.Labels : value.Spec.Selector,
            Template = value.Spec.Template is { } spec ? PodDefaults.Apply(spec) : null,
        },
    };

    /// <inheritdoc/>
    protected override ReplicationController PrepareForCreate(RequestContext context, ReplicationController value) => Generations.First(WithoutDisabled(value) with { Status = ReplicationControllerStatus.Empty });

    /// <inheritdoc/>
    protected override ReplicationController PrepareForUpdate(RequestContext context, ReplicationController value, ReplicationController old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : Generations.Bump(WithoutDisabled(value) with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["status.replicas"];

    /// <inheritdoc/>
    protected override string? SelectableField(ReplicationController value, string field) => field == "status.replicas"
        ? value.Status.Replicas.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ReplicationController value, FieldErrors errors) =>
        ReplicationControllerValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ReplicationController value, ReplicationController old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            ReplicationControllerValidation.ValidateStatus(value.Status, errors);
        }
        else
        {
            ReplicationControllerValidation.Validate(value.Spec, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, ReplicationController value, ReplicationController? old) =>
        TemplateWarnings.OfNamed(context.Subresource, (old ?? value).Spec.Template, value.Metadata, old?.Metadata);

    private static ReplicationController WithoutDisabled(ReplicationController value) => value.Spec.Template is { } template
        ? value with { Spec = value.Spec with { Template = DisabledFields.Drop(template) } }
        : value;
}
