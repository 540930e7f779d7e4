using Tiphys.Api.Errors;
using Tiphys.ApiServer.Storage;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Reads objects for requests that are authorized for something else already.</summary>
internal sealed class ObjectReader(ApiServerCore server)
{
    /// <exception cref="ApiException">404: there is none.</exception>
    public T Get<T>(string ns, string name)
        where T : class, IKubernetesObject<T> => Find<T>(ns, name) ?? throw NotFound<T>(name);

    public T? Find<T>(string ns, string name)
        where T : class, IKubernetesObject<T>
    {
        var resource = server.Registry.For<T>();
        return server.Store.Get(resource.Key(ns, name)) is { } entry ? (T)ObjectJson.Decode(resource, entry) : null;
    }

    private ApiException NotFound<T>(string name)
        where T : class, IKubernetesObject<T>
    {
        var resource = server.Registry.For<T>();
        return StatusErrors.NotFound(resource.Group, resource.Plural, name);
    }
}
