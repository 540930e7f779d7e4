using Tiphys.Api.Discovery.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Discovery;

/// <summary>Rules of endpoint slices (pkg/registry/discovery/endpointslice).</summary>
public sealed class EndpointSliceStrategy : ResourceStrategy<EndpointSlice>
{
    /// <inheritdoc/>
    protected override EndpointSlice Default(EndpointSlice value) => value with
    {
        Ports = value.Ports.Map(port => port with { Name = port.Name ?? "", Protocol = port.Protocol ?? Api.Core.V1.Protocol.TCP }),
    };

    /// <inheritdoc/>
    protected override EndpointSlice PrepareForCreate(RequestContext context, EndpointSlice value) => Generations.First(DeprecatedTopology.Drop(value, null));

    /// <inheritdoc/>
    protected override EndpointSlice PrepareForUpdate(RequestContext context, EndpointSlice value, EndpointSlice old) => DeprecatedTopology.Drop(
        Generations.Bump(value, old, item => (item.AddressType, item.Endpoints, item.Ports, item.Metadata.Labels)), old);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, EndpointSlice value, FieldErrors errors) => EndpointSliceValidation.Validate(value, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, EndpointSlice value, EndpointSlice old, FieldErrors errors) =>
        EndpointSliceValidation.Validate(value, old, errors);

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, EndpointSlice value, EndpointSlice? old) =>
        (value.AddressType == AddressType.FQDN && old is null ? ["spec.addressType: FQDN endpoints are deprecated"] : Array.Empty<string>())
            .Concat(AddressWarnings(value));

    // The server's own controllers write good addresses only.
    private static IEnumerable<string> AddressWarnings(EndpointSlice value) => value.Metadata.Labels.GetValueOrDefault("endpointslice.kubernetes.io/managed-by")
        is "endpointslice-controller.k8s.io" or "endpointslicemirroring-controller.k8s.io"
        ? []
        : value.Endpoints.SelectMany((endpoint, i) => endpoint.Addresses.SelectMany((address, j) =>
            Core.LegacyAddresses.WarningsForIP($"endpoints[{i}].addresses[{j}]", address)));
}
