using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of config maps (pkg/registry/core/configmap).</summary>
public sealed class ConfigMapStrategy : ResourceStrategy<ConfigMap>
{
    /// <inheritdoc/>
    protected override ConfigMap Default(ConfigMap value) => value with { BinaryData = FrozenData.WithoutNulls(value.BinaryData) };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ConfigMap value, FieldErrors errors) => ConfigMapValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ConfigMap value, ConfigMap old, FieldErrors errors) =>
        ConfigMapValidation.ValidateUpdate(value, old, errors);
}
