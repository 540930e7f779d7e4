using Tiphys.Api.Meta.V1;

namespace Tiphys.Client;

/// <summary>
/// The Kubernetes API for components: over HTTPS, or in process into the same request pipeline. Objects are immutable and shared.
/// Every failure that the API answers is an <see cref="Api.Errors.ApiException"/>.
/// </summary>
public interface IKubernetesClient
{
    /// <summary>Reads one object; <paramref name="ns"/> is null for cluster-wide kinds.</summary>
    Task<T> GetAsync<T>(string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>;

    /// <summary>Reads objects of one namespace, or of all when <paramref name="ns"/> is null.</summary>
    Task<ObjectList<T>> ListAsync<T>(string? ns, ListRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>;

    /// <summary>Follows changes until the server ends the watch or the caller stops.</summary>
    IAsyncEnumerable<WatchNotice<T>> WatchAsync<T>(string? ns, WatchRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>;

    /// <summary>Creates an object and gives it back as it was stored.</summary>
    Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>;

    /// <summary>Replaces an object, or one of its subresources such as <c>status</c>.</summary>
    Task<T> UpdateAsync<T>(T value, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>;

    /// <summary>Patches an object, or one of its subresources.</summary>
    Task<T> PatchAsync<T>(string? ns, string name, PatchRequest patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>;

    /// <summary>Deletes an object.</summary>
    Task DeleteAsync<T>(string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>;

    /// <summary>Deletes all objects that the request selects.</summary>
    Task DeleteCollectionAsync<T>(string? ns, ListRequest request, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>;

    /// <summary>Posts a body to a subresource of an object, such as <c>binding</c>, <c>eviction</c> or <c>token</c>, and reads the answer.</summary>
    Task<TBody> CreateSubresourceAsync<T, TBody>(string? ns, string name, string subresource, TBody body, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
        where TBody : class, IApiType<TBody>;
}
