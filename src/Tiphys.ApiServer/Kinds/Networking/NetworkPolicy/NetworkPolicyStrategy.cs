using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Rules of network policies (pkg/registry/networking/networkpolicy).</summary>
public sealed class NetworkPolicyStrategy : ResourceStrategy<NetworkPolicy>
{
    /// <inheritdoc/>
    protected override NetworkPolicy Default(NetworkPolicy value) => NetworkPolicyDefaults.Apply(value);

    /// <inheritdoc/>
    protected override NetworkPolicy PrepareForCreate(RequestContext context, NetworkPolicy value) => Generations.First(value);

    /// <inheritdoc/>
    protected override NetworkPolicy PrepareForUpdate(RequestContext context, NetworkPolicy value, NetworkPolicy old) => Generations.Bump(value, old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, NetworkPolicy value, FieldErrors errors) =>
        NetworkPolicyValidation.Validate(value.Spec, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, NetworkPolicy value, NetworkPolicy old, FieldErrors errors) =>
        NetworkPolicyValidation.Validate(value.Spec, old.Spec, errors);
}
