using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of pod templates (pkg/registry/core/podtemplate).</summary>
public sealed class PodTemplateStrategy : ResourceStrategy<PodTemplate>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override PodTemplate Default(PodTemplate value) => value with { Template = PodDefaults.Apply(value.Template) };

    /// <inheritdoc/>
    protected override PodTemplate PrepareForCreate(RequestContext context, PodTemplate value) => Generations.First(WithoutDisabled(value));

    /// <inheritdoc/>
    protected override PodTemplate PrepareForUpdate(RequestContext context, PodTemplate value, PodTemplate old) =>
        Generations.Bump(WithoutDisabled(value), old, item => item.Template);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, PodTemplate value, FieldErrors errors) => PodValidation.ValidateTemplate(value.Template, errors, FieldPath.Root("template"));

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, PodTemplate value, PodTemplate? old) =>
        old is null || value.Metadata.Generation != old.Metadata.Generation ? PodWarnings.Of(value.Template, FieldPath.Root("template")) : [];

    private static PodTemplate WithoutDisabled(PodTemplate value) => value with { Template = DisabledFields.Drop(value.Template) };

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, PodTemplate value, PodTemplate old, FieldErrors errors) =>
        PodValidation.ValidateTemplate(value.Template, errors, FieldPath.Root("template"));
}
