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

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, Endpoints value, Endpoints? old) =>
        value.Metadata.Labels.GetValueOrDefault("endpoints.kubernetes.io/managed-by") == "endpoint-controller" ? [] : value.Subsets.SelectMany((subset, i) =>
            AddressWarnings(subset.Addresses, $"subsets[{i}].addresses").Concat(AddressWarnings(subset.NotReadyAddresses, $"subsets[{i}].notReadyAddresses")));

    private static IEnumerable<string> AddressWarnings(ApiList<EndpointAddress> addresses, string path) =>
        addresses.SelectMany((address, j) => LegacyAddresses.WarningsForIP($"{path}[{j}].ip", address.IP));
}
