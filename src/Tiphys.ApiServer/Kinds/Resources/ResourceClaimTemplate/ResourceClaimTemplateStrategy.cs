using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Rules of claim templates (pkg/registry/resource/resourceclaimtemplate).</summary>
public sealed class ResourceClaimTemplateStrategy : ResourceStrategy<ResourceClaimTemplate>
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override ResourceClaimTemplate Default(ResourceClaimTemplate value) => value with
    {
        Spec = value.Spec with { Spec = DeviceRequestDefaults.Apply(value.Spec.Spec) },
    };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ResourceClaimTemplate value, FieldErrors errors)
    {
        TemplateMetadata.Check(value.Spec.Metadata, errors, Path.Child("metadata"));
        DeviceClaimValidation.Check(value.Spec.Spec.Devices, errors, Path.Child("spec").Child("devices"));
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ResourceClaimTemplate value, ResourceClaimTemplate old, FieldErrors errors)
    {
        Validate(context, value, errors);
        errors.CheckImmutable(Path, value.Spec, old.Spec, InternalForm.Of);
    }
}
