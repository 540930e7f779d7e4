using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of services (pkg/registry/core/service); addresses and node ports are given out by <see cref="Allocation.ServiceAllocator"/>.</summary>
public sealed class ServiceStrategy : ResourceStrategy<Service>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => Names.Label(name, isPrefix);

    /// <inheritdoc/>
    protected override Service Default(Service value) => ServiceDefaults.Apply(value);

    /// <inheritdoc/>
    protected override Service PrepareForCreate(RequestContext context, Service value) =>
        ForExternalName(ServiceDefaults.Normalize(value with { Status = ServiceStatus.Empty }));

    /// <inheritdoc/>
    protected override Service PrepareForUpdate(RequestContext context, Service value, Service old) => context.Subresource == "status"
        ? value with { Spec = old.Spec }
        : ForExternalName(ServiceTypeFields.Drop(ServiceDefaults.FollowUpdate(value with { Status = old.Status }, old), old));

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Service value, FieldErrors errors)
    {
        ServiceValidation.Validate(value, null, errors);
        Warn(context, value, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Service value, Service old, FieldErrors errors)
    {
        if (context.Subresource == "status")
        {
            ServiceValidation.ValidateStatus(value, old, errors);
            return;
        }

        ServiceUpdateValidation.Validate(value, old, errors);
        Warn(context, value, errors);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.clusterIP", "spec.type"];

    /// <inheritdoc/>
    protected override string? SelectableField(Service value, string field) => field switch
    {
        "spec.clusterIP" => value.Spec.ClusterIP,
        "spec.type" => value.Spec.Type,
        _ => null,
    };

    private static void Warn(RequestContext context, Service value, FieldErrors errors)
    {
        if (errors.IsEmpty)
        {
            ServiceWarnings.Of(value).ToList().ForEach(context.Warn);
        }
    }

    // The field was filled in for this type by mistake once, and is not shown since.
    private static Service ForExternalName(Service service) =>
        service.Spec.Type == ServiceType.ExternalName ? service with { Spec = service.Spec with { InternalTrafficPolicy = null } } : service;
}
