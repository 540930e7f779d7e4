using System.Runtime.CompilerServices;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Pipeline;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Watching;
using Tiphys.Client;
using Tiphys.Storage;

namespace Tiphys.ApiServer.InProcess;

/// <summary>
/// The API without sockets or serialisation: the same authorization, admission and handlers as for HTTP, with objects shared instead of
/// encoded.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="user">Who asks.</param>
/// <param name="fieldManager">Name of the field manager of writes.</param>
public sealed class InProcessClient(ApiServerCore server, UserInfo user, string fieldManager) : IKubernetesClient
{
    /// <inheritdoc/>
    public async Task<T> GetAsync<T>(string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var resource = Enter<T>("get", ns, name, "");
        return (T)(await server.Handlers.GetAsync(resource, ns ?? "", name, null, cancellationToken)).Value;
    }

    /// <inheritdoc/>
    public async Task<ObjectList<T>> ListAsync<T>(string? ns, ListRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var resource = Enter<T>("list", ns, "", "", request.FieldSelector);
        var page = await server.Handlers.ListAsync(resource, ns ?? "", QueryOf(request), cancellationToken);
        var items = page.Entries.Select(entry => (T)ObjectJson.Decode(resource, entry)).ToApiList();
        return new(items, page.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Continue, page.Remaining);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchNotice<T>> WatchAsync<T>(
        string? ns, WatchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var resource = Enter<T>("watch", ns, "", "", request.FieldSelector);
        var query = new ListQuery
        {
            LabelSelector = request.LabelSelector ?? "",
            FieldSelector = request.FieldSelector ?? "",
            ResourceVersion = request.ResourceVersion ?? "",
            AllowBookmarks = request.AllowBookmarks || request.SendInitialEvents,
            SendInitialEvents = request.SendInitialEvents ? true : null,
        };
        using var watch = await server.Handlers.WatchAsync(resource, ns ?? "", query, cancellationToken);
        do
        {
            while (Read(watch, out var item))
            {
                yield return Notice<T>(resource, item);
            }
        }
        while (await WaitAsync(watch, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var ns = value.Metadata.Namespace;
        var resource = Enter<T>("create", ns, "", "");
        if (server.FindCreateHandler(resource.Definition.Resource, "") is { } handler)
        {
            return (T)await handler.CreateAsync(Context(resource, ns, ""), "", value, cancellationToken);
        }

        return (T)(await server.Handlers.CreateAsync(Context(resource, ns, ""), resource, value, fieldManager, cancellationToken)).Value;
    }

    /// <inheritdoc/>
    public async Task<T> UpdateAsync<T>(T value, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var (ns, name) = (value.Metadata.Namespace, value.Metadata.Name);
        var resource = Enter<T>("update", ns, name, subresource ?? "");
        var context = Context(resource, ns, subresource ?? "");
        return (T)(await server.Handlers.UpdateAsync(context, resource, name, value, fieldManager, cancellationToken)).Object.Value;
    }

    /// <inheritdoc/>
    public async Task<T> PatchAsync<T>(string? ns, string name, PatchRequest patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var resource = Enter<T>("patch", ns, name, subresource ?? "");
        var input = new PatchInput(patch.ContentType, patch.Body, patch.FieldManager ?? fieldManager, patch.Force, FieldValidation.Warn);
        var context = Context(resource, ns ?? "", subresource ?? "");
        return (T)(await server.Handlers.PatchAsync(context, resource, name, input, cancellationToken)).Object.Value;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync<T>(string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var resource = Enter<T>("delete", ns, name, "");
        await server.Handlers.DeleteAsync(Context(resource, ns ?? "", ""), resource, name, options ?? DeleteOptions.Empty, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteCollectionAsync<T>(string? ns, ListRequest request, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var resource = Enter<T>("deletecollection", ns, "", "");
        var context = Context(resource, ns ?? "", "");
        await server.Handlers.DeleteCollectionAsync(context, resource, QueryOf(request), options ?? DeleteOptions.Empty, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TBody> CreateSubresourceAsync<T, TBody>(string? ns, string name, string subresource, TBody body, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
        where TBody : class, IApiType<TBody>
    {
        var resource = Enter<T>("create", ns, name, subresource);
        var handler = server.FindCreateHandler(resource.Definition.Resource, subresource)
            ?? throw StatusErrors.MethodNotSupported(resource.Group, $"{resource.Plural}/{subresource}", "create");
        var answer = await handler.CreateAsync(Context(resource, ns ?? "", subresource), name, body, cancellationToken);

        // Some subresources, such as binding, answer a plain Status: then the body stands for itself.
        return answer as TBody ?? body;
    }

    private static bool Read(ResourceWatch watch, out WatchItem item)
    {
        try
        {
            return watch.TryRead(out item);
        }
        catch (RevisionCompactedException error)
        {
            throw new ApiException(StatusErrors.Expired(ResourceHandlers.TooOld(error)).Status, error);
        }
    }

    private static async ValueTask<bool> WaitAsync(ResourceWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.WaitToReadAsync(cancellationToken);
        }
        catch (RevisionCompactedException error)
        {
            throw new ApiException(StatusErrors.Expired(ResourceHandlers.TooOld(error)).Status, error);
        }
    }

    private static WatchNotice<T> Notice<T>(ResourceInfo resource, in WatchItem item)
        where T : class
    {
        var version = item.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (item.Entry is null)
        {
            return new(WatchNoticeType.Bookmark, null, version, item.EndsInitialEvents);
        }

        var value = ObjectJson.Decode(resource, item.Entry);
        var shown = item.Entry.ModRevision == item.Revision ? value : DecodedObject.WithVersion(value, item.Revision);
        return new((WatchNoticeType)item.Type, (T)shown, version);
    }

    private static ListQuery QueryOf(ListRequest request) => new()
    {
        LabelSelector = request.LabelSelector ?? "",
        FieldSelector = request.FieldSelector ?? "",
        ResourceVersion = request.ResourceVersion ?? "",
        Limit = request.Limit,
        Continue = request.Continue ?? "",
    };

    private RequestContext Context(ResourceInfo resource, string ns, string subresource) => new()
    {
        User = user,
        Namespace = resource.Namespaced ? ns : "",
        Subresource = subresource,
        Clock = server.Clock,
    };

    private ResourceInfo Enter<T>(string verb, string? ns, string name, string subresource, string? selector = null)
        where T : class, IKubernetesObject<T>
    {
        var resource = server.Registry.For<T>();
        var path = resource.Definition.Resource.BasePath;
        Access.Check(server.Authorizer, user, new RequestInfo
        {
            IsResourceRequest = true,
            Path = path,
            Verb = verb,
            Group = resource.Group,
            Version = resource.Kind.Version,
            Resource = resource.Plural,
            Subresource = subresource,
            Namespace = resource.Namespaced ? ns ?? "" : resource.Plural == "namespaces" ? name : "",
            Name = name.Length > 0 ? name : RequestInfoParser.PinnedName(selector ?? ""),
            FieldSelector = selector ?? "",
        });
        return resource;
    }
}
