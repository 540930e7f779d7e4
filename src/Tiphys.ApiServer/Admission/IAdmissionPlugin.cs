using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Admission;

/// <summary>A write on its way to the store.</summary>
public sealed record AdmissionRequest
{
    /// <summary>The request.</summary>
    public required RequestContext Context { get; init; }

    /// <summary>The resource.</summary>
    public required ResourceInfo Resource { get; init; }

    /// <summary>CREATE, UPDATE, DELETE or CONNECT.</summary>
    public required string Operation { get; init; }

    /// <summary>Name of the object; empty when it is still to be generated.</summary>
    public string Name { get; init; } = "";

    /// <summary>The object that is replaced or deleted; null for a create.</summary>
    public IKubernetesObject? Old { get; init; }
}

/// <summary>Changes or refuses writes after authorization and before the store; order matters.</summary>
public interface IAdmissionPlugin
{
    /// <summary>The object, changed or not. Not called for deletions.</summary>
    ValueTask<IKubernetesObject> MutateAsync(AdmissionRequest request, IKubernetesObject value, CancellationToken cancellationToken) => ValueTask.FromResult(value);

    /// <summary>Refuses by an <see cref="Api.Errors.ApiException"/>; the object is null for a deletion.</summary>
    ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
