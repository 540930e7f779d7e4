using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of services (pkg/registry/core/service); addresses and node ports are given out by an <see cref="IServiceAllocator"/>.</summary>
public sealed class ServiceStrategy : ResourceStrategy<Service>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    public override string? CheckName(string name, bool isPrefix) => Formats.Dns1123Label(isPrefix ? name.TrimEnd('-') : name).FirstOrDefault();

    /// <inheritdoc/>
    protected override Service Default(Service value) => ServiceDefaults.Apply(value);

    /// <inheritdoc/>
    protected override Service PrepareForCreate(RequestContext context, Service value) =>
        ServiceDefaults.Normalize(value with { Status = ServiceStatus.Empty });

    /// <inheritdoc/>
    protected override Service PrepareForUpdate(RequestContext context, Service value, Service old) => context.Subresource == "status"
        ? value with { Spec = old.Spec }
        : ServiceDefaults.PatchAllocated(value with { Status = old.Status }, old);

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.clusterIP", "spec.type"];

    /// <inheritdoc/>
    protected override string? SelectableField(Service value, string field) => field switch
    {
        "spec.clusterIP" => value.Spec.ClusterIP,
        "spec.type" => value.Spec.Type,
        _ => null,
    };
}
