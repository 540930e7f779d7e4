using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Rules of device classes (pkg/registry/resource/deviceclass).</summary>
public sealed class DeviceClassStrategy : ResourceStrategy<DeviceClass>
{
    private const int MaxConfigs = 32;
    private static readonly FieldPath Path = FieldPath.Root("spec");

    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    protected override DeviceClass PrepareForCreate(RequestContext context, DeviceClass value) => Generations.First(value);

    /// <inheritdoc/>
    protected override DeviceClass PrepareForUpdate(RequestContext context, DeviceClass value, DeviceClass old) =>
        Generations.Bump(value, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, DeviceClass value, FieldErrors errors) => Check(value.Spec, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, DeviceClass value, DeviceClass old, FieldErrors errors) =>
        Check(value.Spec, old.Spec, errors);

    private static void Check(DeviceClassSpec spec, DeviceClassSpec? old, FieldErrors errors)
    {
        DeviceSelectors.Check(spec.Selectors, errors, Path.Child("selectors"));
        var isStored = old is not null && spec.Config == old.Config;
        errors.CheckItems(
            Path.Child("config"), spec.Config, MaxConfigs, (config, at) => DeviceConfigurations.Check(config.DeviceConfiguration, isStored, errors, at));
        if (spec.ExtendedResourceName is { } name && !ResourceNames.IsExtended(name))
        {
            errors.Invalid(Path.Child("extendedResourceName"), name, "must be a valid extended resource name");
        }
    }
}
