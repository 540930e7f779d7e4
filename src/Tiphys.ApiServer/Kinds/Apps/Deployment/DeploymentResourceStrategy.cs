using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of deployments (pkg/registry/apps/deployment); the API type <c>DeploymentStrategy</c> is another thing.</summary>
public sealed class DeploymentResourceStrategy : ResourceStrategy<Deployment>
{
    /// <inheritdoc/>
    protected override Deployment Default(Deployment value) => DeploymentDefaults.Apply(value);

    /// <inheritdoc/>
    protected override Deployment PrepareForCreate(RequestContext context, Deployment value) => Generations.First(WithoutDisabled(value) with { Status = DeploymentStatus.Empty });

    /// <inheritdoc/>
    protected override Deployment PrepareForUpdate(RequestContext context, Deployment value, Deployment old) => context.Subresource == "status"
        ? Generations.Keep(value with { Spec = old.Spec, Metadata = value.Metadata with { Labels = old.Metadata.Labels } }, old)
        : Generations.Bump(WithoutDisabled(value) with { Status = old.Status }, old, item => (item.Spec, item.Metadata.Annotations));

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Deployment value, FieldErrors errors) => DeploymentValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Deployment value, Deployment old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            DeploymentValidation.ValidateStatus(value.Status, old.Status, errors);
        }
        else
        {
            DeploymentValidation.ValidateUpdate(value.Spec, old.Spec, errors);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, Deployment value, Deployment? old) =>
        TemplateWarnings.OfNamed(context.Subresource, value.Spec.Template, value.Metadata, old?.Metadata);

    private static Deployment WithoutDisabled(Deployment value) => value with { Spec = value.Spec with { Template = DisabledFields.Drop(value.Spec.Template) } };
}
