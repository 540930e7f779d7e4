using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Gives out cluster addresses and node ports of services, and takes them back.</summary>
public interface IServiceAllocator
{
    /// <summary>
    /// The service with what it needs: cluster addresses with their families and family policy, node ports, health check node port.
    /// Called after defaulting and validation, before the object is stored.
    /// </summary>
    /// <param name="value">The service as it is wanted.</param>
    /// <param name="old">The service as it is stored; null for a new one.</param>
    /// <param name="dryRun">True when nothing may be kept.</param>
    /// <param name="errors">Takes what cannot be given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<Service> AllocateAsync(Service value, Service? old, bool dryRun, FieldErrors errors, CancellationToken cancellationToken);

    /// <summary>Takes back what the service held; called after it was deleted, or when its write failed after an allocation.</summary>
    ValueTask ReleaseAsync(Service value, CancellationToken cancellationToken);
}
