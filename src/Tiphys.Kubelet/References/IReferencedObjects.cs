using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.References;

/// <summary>
/// Reads the ConfigMaps, Secrets and tokens that pods of this node refer to. An object that several pods refer to is read and watched once.
/// </summary>
internal interface IReferencedObjects
{
    /// <summary>Follows what a pod refers to, until <see cref="Forget"/>. Idempotent; a changed pod is taken over.</summary>
    void Register(Pod pod);

    /// <summary>Stops following what only this pod refers to, and gives up its tokens.</summary>
    void Forget(string podUid);

    /// <summary>A ConfigMap; null when there is none.</summary>
    /// <exception cref="Api.Errors.ApiException">It may not be read.</exception>
    Task<ConfigMap?> FindConfigMapAsync(string ns, string name, CancellationToken cancellationToken);

    /// <summary>A Secret; null when there is none.</summary>
    /// <exception cref="Api.Errors.ApiException">It may not be read.</exception>
    Task<Secret?> FindSecretAsync(string ns, string name, CancellationToken cancellationToken);

    /// <summary>A token of the pod's service account, bound to the pod; kept, and renewed when 80 % of its life or 24 hours are over.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="audience">Whom the token is for; empty for the API server.</param>
    /// <param name="expirationSeconds">How long it should be valid; null for an hour.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<string> ServiceAccountTokenAsync(Pod pod, string audience, long? expirationSeconds, CancellationToken cancellationToken);

    /// <summary>Tells the UID of each registered pod that refers to an object that has changed. Handlers must be quick.</summary>
    event Action<string>? Changed;
}
