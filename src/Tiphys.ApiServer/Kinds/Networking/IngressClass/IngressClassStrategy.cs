using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Rules of ingress classes (pkg/registry/networking/ingressclass).</summary>
public sealed class IngressClassStrategy : ResourceStrategy<IngressClass>
{
    /// <inheritdoc/>
    protected override IngressClass Default(IngressClass value) => value.Spec.Parameters is { Scope: null } parameters
        ? value with { Spec = value.Spec with { Parameters = parameters with { Scope = "Cluster" } } }
        : value;

    /// <inheritdoc/>
    protected override IngressClass PrepareForCreate(RequestContext context, IngressClass value) => Generations.First(value);

    /// <inheritdoc/>
    protected override IngressClass PrepareForUpdate(RequestContext context, IngressClass value, IngressClass old) => Generations.Bump(value, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, IngressClass value, FieldErrors errors) => IngressClassValidation.Validate(value.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, IngressClass value, IngressClass old, FieldErrors errors) =>
        IngressClassValidation.ValidateUpdate(value.Spec, old.Spec, errors);
}
