using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Autoscaling.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Takes a request on a resource from HTTP to the handlers and their answer back.</summary>
internal sealed class ResourceDispatcher(ApiServerCore server, CancellationToken stopping)
{
    private static readonly GroupVersionKind ScaleKind = new("autoscaling", "v1", "Scale");

    public Task DispatchAsync(ApiCall call)
    {
        var info = call.Request;
        if (!server.Registry.TryGet(info.GroupVersionResource, out var resource))
        {
            throw Unknown();
        }

        if (!HasRoute(resource, info))
        {
            throw Unknown();
        }

        if (info.Name.AsSpan().IndexOfAny("/%.") >= 0 && string.Join(';', Formats.PathSegment(info.Name)) is { Length: > 0 } why)
        {
            throw StatusErrors.BadRequest($"Name parameter invalid: {FieldErrors.Quote(info.Name)}: {why}");
        }

        // HEAD reads like GET where something else answers, and is no method of resources.
        var exchange = new Exchange(server, call, resource);
        if (HttpMethods.IsHead(call.Http.Request.Method) || IsCrossNamespace(exchange))
        {
            throw exchange.NotSupported();
        }

        // A watch goes the way of a list: that it is none is told by the watch itself.
        var verb = info.Verb == "watch" ? "list" : info.Verb;
        if (info.Subresource.Length == 0 && !resource.Definition.Verbs.Contains(verb))
        {
            throw exchange.NotSupported();
        }

        if (Deprecations.Warning(resource.Kind) is { } warning)
        {
            ResponseWriter.AddWarning(call.Http, warning);
        }

        return info.Verb switch
        {
            "create" => WithWarningsAsync(exchange, CreateAsync),
            _ when !resource.IsStored => throw exchange.NotSupported(),
            "get" => GetAsync(exchange),
            "list" => ListAsync(exchange),
            "watch" => WatchAsync(exchange),
            "update" when info.Name.Length > 0 => WithWarningsAsync(exchange, UpdateAsync),
            "patch" when info.Name.Length > 0 => WithWarningsAsync(exchange, PatchAsync),
            "delete" when info.Subresource.Length == 0 => WithWarningsAsync(exchange, DeleteAsync),
            "deletecollection" => WithWarningsAsync(exchange, DeleteCollectionAsync),
            _ => throw exchange.NotSupported(),
        };
    }

    // No route has a namespaced object without its namespace, or a namespace before what has none.
    private static bool HasRoute(ResourceInfo resource, RequestInfo info)
    {
        if (info.Subresource.Length > 0 && resource.Subresource(info.Subresource) is null)
        {
            return false;
        }

        return resource.Namespaced
            ? info.Namespace.Length > 0 || info.Name.Length == 0 || info.Verb is "list" or "watch"
            : info.Namespace.Length == 0 || (resource is { Group: "", Plural: "namespaces" } && info.Name == info.Namespace);
    }

    // A namespaced collection is made and deleted in one namespace only.
    private static bool IsCrossNamespace(Exchange exchange) =>
        exchange.Resource is { Namespaced: true, IsStored: true } && exchange.Context.Namespace.Length == 0 && exchange.Call.Request.Verb is "create" or "deletecollection";

    // What was doubtful is told even when the write fails afterwards.
    private static async Task WithWarningsAsync(Exchange exchange, Func<Exchange, Task> answer)
    {
        try
        {
            await answer(exchange);
        }
        catch (ApiException)
        {
            exchange.Writer.AddWarnings(exchange.Context);
            throw;
        }
    }

    /// <summary>404 for a path that is none of the API's.</summary>
    public static ApiException Unknown() =>
        StatusErrors.Of(404, StatusReason.NotFound, "the server could not find the requested resource", StatusDetails.Empty);

    private async Task CreateAsync(Exchange exchange)
    {
        var info = exchange.Call.Request;
        if (server.FindCreateHandler(exchange.Resource.Definition.Resource, info.Subresource) is { } handler)
        {
            await CreateVirtualAsync(exchange, handler);
            return;
        }

        if (info.Name.Length > 0 || info.Subresource.Length > 0 || !exchange.Resource.IsStored)
        {
            throw exchange.NotSupported();
        }

        exchange.CheckWriteOptions("CreateOptions");
        var body = (IKubernetesObject)await exchange.ReadAsync(exchange.Resource.Codec);
        var created = await server.Handlers.CreateAsync(exchange.Context, exchange.Resource, body, exchange.Manager, exchange.Cancelled);
        await exchange.AnswerAsync(created, 201);
    }

    private async Task CreateVirtualAsync(Exchange exchange, ICreateHandler handler)
    {
        var info = exchange.Call.Request;
        exchange.CheckWriteOptions("CreateOptions");
        var kind = info.Subresource.Length > 0 ? exchange.Resource.Subresource(info.Subresource)!.Kind : exchange.Resource.Kind;
        var codec = ApiCatalog.FindCodec(kind) ?? throw new InvalidOperationException($"no codec for {kind}");
        var body = handler.Default(await exchange.ReadAsync(codec));
        if (handler.AnswersBody && body is IKubernetesObject value)
        {
            body = server.Handlers.TrackPosted(exchange.Context, exchange.Resource.Showing(codec), value, exchange.Manager);
        }

        var answer = await handler.CreateAsync(exchange.Context, info.Name, body, exchange.Cancelled);
        exchange.Writer.AddWarnings(exchange.Context);
        await exchange.Writer.WriteRecordAsync(answer, answer is Status ? new("", "v1", "Status") : kind, 201, exchange.Format with { As = "" });
    }

    private async Task GetAsync(Exchange exchange)
    {
        var info = exchange.Call.Request;
        var version = exchange.Query("resourceVersion");
        var value = await server.Handlers.GetAsync(exchange.Resource, exchange.Context.Namespace, info.Name, version, exchange.Cancelled);
        if (info.Subresource == "scale")
        {
            await exchange.Writer.WriteVirtualAsync(ResourceHandlers.ReadScale(value), ScaleKind, 200, exchange.Format);
            return;
        }

        if (info.Subresource is not ("" or "status" or "ephemeralcontainers" or "resize" or "approval"))
        {
            throw exchange.NotSupported();
        }

        await exchange.AnswerAsync(value, 200);
    }

    private async Task ListAsync(Exchange exchange)
    {
        var format = exchange.Format;
        var page = await server.Handlers.ListAsync(exchange.Resource, exchange.Context.Namespace, exchange.ListQuery(), exchange.Cancelled);
        await exchange.Writer.WriteAsync(exchange.Resource, page, format);
    }

    private async Task WatchAsync(Exchange exchange)
    {
        var format = exchange.Format;
        var query = exchange.WatchQuery();
        if (!exchange.Resource.Definition.Verbs.Contains("watch"))
        {
            throw StatusErrors.MethodNotSupported(exchange.Resource.Group, exchange.Resource.Plural, "watch");
        }

        using var watch = await server.Handlers.WatchAsync(exchange.Resource, exchange.Context.Namespace, query, exchange.Cancelled);
        format.RequireStream();
        var response = new WatchResponse(server, exchange.Call.Http, watch, format) { Started = exchange.Call.Started };
        await response.SendAsync(exchange.Timeout(), query.AllowBookmarks, stopping);
    }

    private async Task UpdateAsync(Exchange exchange)
    {
        var name = exchange.Call.Request.Name;
        exchange.CheckWriteOptions("UpdateOptions");
        if (exchange.Context.Subresource == "scale")
        {
            var scale = (Scale)await exchange.ReadAsync(ApiCatalog.FindCodec(ScaleKind)!);
            await AnswerScaleAsync(exchange, server.Handlers.UpdateScaleAsync(exchange.Context, exchange.Resource, name, scale, exchange.Manager, exchange.Cancelled));
            return;
        }

        exchange.RequireVerb("update");
        var body = (IKubernetesObject)await exchange.ReadAsync(exchange.Resource.Codec);
        var (value, created) = await server.Handlers.UpdateAsync(exchange.Context, exchange.Resource, name, body, exchange.Manager, exchange.Cancelled);
        await exchange.AnswerAsync(value, created ? 201 : 200);
    }

    private async Task PatchAsync(Exchange exchange)
    {
        var name = exchange.Call.Request.Name;
        exchange.RequireVerb("patch");
        var patch = await exchange.ReadPatchAsync();
        if (exchange.Context.Subresource == "scale")
        {
            await AnswerScaleAsync(exchange, server.Handlers.PatchScaleAsync(exchange.Context, exchange.Resource, name, patch, exchange.Cancelled));
            return;
        }

        var (value, created) = await server.Handlers.PatchAsync(exchange.Context, exchange.Resource, name, patch, exchange.Cancelled);
        await exchange.AnswerAsync(value, created ? 201 : 200);
    }

    private static async Task AnswerScaleAsync(Exchange exchange, ValueTask<StoredObject> written)
    {
        var scale = ResourceHandlers.ReadScale(await written);
        exchange.Writer.AddWarnings(exchange.Context);
        await exchange.Writer.WriteVirtualAsync(scale, ScaleKind, 200, exchange.Format);
    }

    private async Task DeleteAsync(Exchange exchange)
    {
        var options = await exchange.ReadDeleteOptionsAsync();
        var (context, resource) = (exchange.DryRunBy(options), exchange.Resource);
        var (value, gone) = await server.Handlers.DeleteAsync(context, resource, exchange.Call.Request.Name, options, exchange.Cancelled);
        if (!gone || resource.Strategy.ReturnsDeletedObject)
        {
            await exchange.AnswerAsync(value, 200);
            return;
        }

        exchange.Writer.AddWarnings(context);
        var metadata = value.Value.Metadata;
        var details = new StatusDetails { Name = metadata.Name, Group = resource.Group, Kind = resource.Plural, UID = metadata.UID };
        await exchange.Writer.WriteStatusAsync(new Status { StatusValue = "Success", Details = details }, exchange.Format);
    }

    private async Task DeleteCollectionAsync(Exchange exchange)
    {
        var options = await exchange.ReadDeleteOptionsAsync();
        var context = exchange.DryRunBy(options);
        var page = await server.Handlers.DeleteCollectionAsync(context, exchange.Resource, exchange.ListQuery(), options, exchange.Cancelled);
        exchange.Writer.AddWarnings(context);
        await exchange.Writer.WriteAsync(exchange.Resource, page, exchange.Format);
    }
}
