using Tiphys.Api.Batch.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>Rules of jobs (pkg/registry/batch/job).</summary>
public sealed class JobStrategy : ResourceStrategy<Job>
{
    /// <inheritdoc/>
    public override string DefaultPropagationPolicy => Api.Meta.V1.DeletionPropagation.Orphan;

    /// <inheritdoc/>
    public override string? OrphanWarning => "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them "
        + "or set propagationPolicy=Orphan to suppress this warning";

    /// <inheritdoc/>
    protected override Job Default(Job value) => JobDefaults.Apply(value);

    /// <inheritdoc/>
    protected override Job PrepareForCreate(RequestContext context, Job value) => JobPreparation.ForCreate(WithoutDisabled(value));

    /// <inheritdoc/>
    protected override Job PrepareForUpdate(RequestContext context, Job value, Job old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec }, old)
        : Generations.Bump(JobPreparation.Label(WithoutDisabled(value)) with { Status = old.Status }, old, item => item.Spec);

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["status.successful"];

    /// <inheritdoc/>
    protected override string? SelectableField(Job value, string field) => field == "status.successful"
        ? value.Status.Succeeded.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Job value, FieldErrors errors) => JobValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Job value, Job old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            new JobStatusValidation(value, old, errors).Check();
        }
        else
        {
            JobValidation.ValidateUpdate(value, old, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, Job value, Job? old) =>
    [
        .. old is null ? PodNameWarnings.For(value.Metadata.Name) : [],
        .. TemplateWarnings.IsChanged(context.Subresource, value.Metadata, old?.Metadata) ? JobWarnings.Of(value.Spec, FieldPath.Root("spec")) : [],
    ];

    private static Job WithoutDisabled(Job value) => value with { Spec = value.Spec with { Template = DisabledFields.Drop(value.Spec.Template) } };
}
