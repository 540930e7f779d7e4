using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Proxying;

/// <summary>
/// The subresources that lead out of the API server: <c>pods/log</c>, <c>pods/exec</c>, <c>pods/attach</c>, <c>pods/portforward</c>, and
/// <c>proxy</c> of pods, services and nodes.
/// </summary>
public sealed class ConnectEndpoint : IEndpoint, IDisposable
{
    private readonly ApiServerCore _server;
    private readonly IKubeletConnector _kubelets;
    private readonly PodLogs _logs;
    private readonly PodConnections _connections;
    private readonly ProxyTargets _targets;
    private readonly HttpMessageInvoker _pods = Transports.CreateForPods();

    /// <summary>Connects through the given way to kubelets, which stays the caller's.</summary>
    public ConnectEndpoint(ApiServerCore server, IKubeletConnector kubelets)
    {
        var objects = new ObjectReader(server);
        _server = server;
        _kubelets = kubelets;
        _logs = new PodLogs(objects, kubelets);
        _connections = new PodConnections(objects, kubelets);
        _targets = new ProxyTargets(objects, kubelets, _pods);
    }

    /// <inheritdoc/>
    public bool Matches(RequestInfo request) => request is { IsResourceRequest: true, Prefix: "api", Version: "v1", Name.Length: > 0 }
        && (request.Resource, request.Subresource, request.Trailing) switch
        {
            ("pods" or "services" or "nodes", "proxy", _) => true,
            ("pods", "log" or "exec" or "attach" or "portforward", "") => true,
            _ => false,
        };

    /// <inheritdoc/>
    public Task HandleAsync(ApiCall call)
    {
        if (call.Http.Request.Query["dryRun"].Count > 0 && call.Request.Subresource != "log")
        {
            throw StatusErrors.BadRequest("dryRun is not supported");
        }

        return call.Request.Subresource switch
        {
            "log" => LogAsync(call),
            "proxy" => ProxyAsync(call),
            _ => ConnectAsync(call),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _pods.Dispose();

    private Task LogAsync(ApiCall call)
    {
        Require(call, "GET");
        return _logs.AnswerAsync(call);
    }

    private async Task ConnectAsync(ApiCall call)
    {
        Require(call, "GET", "POST");

        // A browser's WebSocket has to be a GET, whose verb is "get": who may only read must not get a shell by that.
        if (call.Request.Verb != "create")
        {
            Access.Check(_server.Authorizer, call.User, call.Request with { Verb = "create" });
        }

        var target = _connections.Locate(call.Request, call.Http.Request.Query);
        if (!Forwarder.IsUpgrade(call.Http.Request))
        {
            throw StatusErrors.BadRequest("Upgrade request required");
        }

        await Forwarder.UpgradeAsync(call.Http, new ProxyTarget(target, _kubelets.Transport, KeepsHost: false));
    }

    private async Task ProxyAsync(ApiCall call)
    {
        Require(call, "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
        var (info, http) = (call.Request, call.Http);
        var target = await _targets.FindAsync(info.Resource, info.Namespace, info.Name, call.CancellationToken);
        var (prefix, rest) = ProxyPath.Split(http.Features.Get<IHttpRequestFeature>()!.RawTarget, http.Request.Path);
        if (rest.Length == 0 && !Forwarder.IsUpgrade(http.Request) && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            // Without the slash, relative links of the server's first page would lead out of it.
            http.Response.StatusCode = 301;
            http.Response.Headers.Location = prefix + "/" + http.Request.QueryString;
            return;
        }

        var address = new Uri(target.Address.GetLeftPart(UriPartial.Authority) + (rest.Length > 0 ? rest : "/") + http.Request.QueryString);
        target = target with { Address = address };
        await (Forwarder.IsUpgrade(http.Request)
            ? Forwarder.UpgradeAsync(http, target)
            : Forwarder.ForwardAsync(http, target, new LinkRewriter(prefix, address, http.Request.Host.Value ?? "")));
    }

    private static void Require(ApiCall call, params ReadOnlySpan<string> methods)
    {
        if (!methods.Contains(call.Http.Request.Method))
        {
            throw StatusErrors.Of(405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", StatusDetails.Empty);
        }
    }
}
