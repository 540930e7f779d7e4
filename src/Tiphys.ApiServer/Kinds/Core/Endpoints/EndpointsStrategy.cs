using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of endpoints (pkg/registry/core/endpoint).</summary>
public sealed class EndpointsStrategy : ResourceStrategy<Endpoints>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    protected override Endpoints Default(Endpoints value) => value with
    {
        Subsets = value.Subsets.Map(subset => subset with { Ports = subset.Ports.Map(port => port with { Protocol = port.Protocol.Or(Protocol.TCP) }) }),
    };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Endpoints value, FieldErrors errors) => EndpointsValidation.Validate(value, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Endpoints value, Endpoints old, FieldErrors errors) =>
        EndpointsValidation.Validate(value, old, errors);
}
