using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Handlers;

/// <summary>
/// Takes part in the writes of one kind with what lies outside the object, such as addresses that are given out. It is asked after
/// admission has changed the object and before the kind's own preparation and validation (as upstream's BeginCreate and BeginUpdate).
/// </summary>
internal interface IWriteParticipant
{
    /// <summary>The kind.</summary>
    GroupVersionKind Kind { get; }

    /// <summary>Prepares a write of the object itself; subresources are not asked about.</summary>
    /// <param name="context">The request.</param>
    /// <param name="value">The object about to be written, with its name.</param>
    /// <param name="old">The object that it replaces; null for a create.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <exception cref="Api.Errors.ApiException">What the object asks for cannot be had; nothing is kept.</exception>
    ValueTask<PreparedWrite> BeginAsync(RequestContext context, IKubernetesObject value, IKubernetesObject? old, CancellationToken cancellationToken);

    /// <summary>The object is gone from the store.</summary>
    ValueTask AfterDeleteAsync(IKubernetesObject value, CancellationToken cancellationToken);
}

/// <summary>A write that has begun.</summary>
/// <param name="Value">The object to go on with.</param>
/// <param name="FinishAsync">Called once, with whether the object was stored.</param>
internal sealed record PreparedWrite(IKubernetesObject Value, Func<bool, ValueTask> FinishAsync)
{
    /// <summary>Nothing to prepare.</summary>
    public static PreparedWrite Of(IKubernetesObject value) => new(value, _ => ValueTask.CompletedTask);
}
