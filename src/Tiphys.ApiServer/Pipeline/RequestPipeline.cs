using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.FlowControl;
using Tiphys.ApiServer.FlowControl.Queuing;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>The way of a request: who asks, may they, who answers; and every failure becomes a Status.</summary>
internal sealed partial class RequestPipeline(
    ApiServerCore server,
    IReadOnlyList<IAuthenticator> authenticators,
    IReadOnlyList<IEndpoint> endpoints,
    RequestMetrics metrics,
    FlowGate flow,
    ILogger logger,
    CancellationToken stopping)
{
    private readonly Impersonation _impersonation = new(server.Authorizer);
    private readonly ResourceDispatcher _resources = new(server, stopping);
    private readonly FrozenSet<string> _groups = server.Registry.All.Select(resource => resource.Group).ToFrozenSet(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext http)
    {
        var info = RequestInfoParser.Parse(http.Request);
        var started = server.Clock.GetTimestamp();
        RequestDeadline? deadline = null;
        try
        {
            deadline = RequestDeadline.Begin(http, info, server.Clock);
            await AnswerAsync(http, info, deadline?.Limit);
        }
        catch (OperationCanceledException) when (deadline is { HasPassed: true })
        {
            deadline.Dispose();
            await FailAsync(http, StatusErrors.Timeout(RequestDeadline.Message).Status);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
            return;
        }
        catch (ApiException error)
        {
            await FailAsync(http, error.Status);
        }
        catch (BadHttpRequestException error)
        {
            await FailAsync(http, StatusErrors.BadRequest(error.Message).Status);
        }
        catch (BodyLostException)
        {
            // The client went away in the middle of its body, or was cut off at shutdown.
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, http.Request.Method, info.Path);
            await FailAsync(http, StatusErrors.Internal(error.Message).Status);
        }
        finally
        {
            deadline?.Dispose();
            metrics.Count(info, IsKnown(info), http.Response.StatusCode, server.Clock.GetElapsedTime(started));
        }
    }

    private async Task AnswerAsync(HttpContext http, RequestInfo info, TimeSpan? timeLimit)
    {
        var user = _impersonation.Apply(http.Request.Headers, await AuthenticateAsync(http), info);
        if (flow.Enter(http, info, user) is not { } request)
        {
            await AnswerAsync(new ApiCall(http, info, user));
            return;
        }

        if (request.State != FlowState.Executing && !await flow.WaitAsync(request, timeLimit, http.RequestAborted))
        {
            await flow.RefuseAsync(http, request);
            return;
        }

        try
        {
            if (info.Verb == "watch")
            {
                // A watch keeps its seats only while it starts, and counts for those who change what it watches.
                using var registration = flow.Register(info, http.Request.Query);
                await AnswerAsync(new ApiCall(http, info, user) { Started = () => flow.Leave(request) });
            }
            else
            {
                await AnswerAsync(new ApiCall(http, info, user));
            }
        }
        finally
        {
            flow.Leave(request);
        }
    }

    private async Task AnswerAsync(ApiCall call)
    {
        var (http, info) = (call.Http, call.Request);
        CheckAccess(http, call.User, info);
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Matches(info))
            {
                await endpoint.HandleAsync(call);
                return;
            }
        }

        if (!IsRouted(info.Path))
        {
            await new ResponseWriter(server, http).WriteFailureAsync(404, "404 page not found\n");
            return;
        }

        if (!info.IsResourceRequest)
        {
            throw ResourceDispatcher.Unknown();
        }

        await _resources.DispatchAsync(call);
    }

    private void CheckAccess(HttpContext http, UserInfo user, RequestInfo info)
    {
        try
        {
            Access.Check(server.Authorizer, user, info);
        }
        catch (ApiException)
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            throw;
        }
    }

    private bool IsKnown(RequestInfo info) => info.IsResourceRequest
        && server.Registry.TryGet(info.GroupVersionResource, out var resource)
        && (info.Subresource.Length == 0 || resource.Subresource(info.Subresource) is not null);

    // Below these roots a path that nobody answers is told by a Status, as upstream's router does.
    private bool IsRouted(string path) => path.StartsWith("/api/", StringComparison.Ordinal)
        || path.StartsWith("/version/", StringComparison.Ordinal)
        || (path.StartsWith("/apis/", StringComparison.Ordinal) && _groups.Contains(path.Split('/', 4)[2]));

    private async ValueTask<UserInfo> AuthenticateAsync(HttpContext http)
    {
        foreach (var authenticator in authenticators)
        {
            if (await authenticator.AuthenticateAsync(http, http.RequestAborted) is { } user)
            {
                var groups = user.Groups.Contains("system:authenticated") || user.Name == UserInfo.Anonymous.Name
                    ? user.Groups
                    : user.Groups.Add("system:authenticated");
                return user with { Groups = groups };
            }
        }

        return UserInfo.Anonymous;
    }

    private async Task FailAsync(HttpContext http, Status status)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        if (status.Details?.RetryAfterSeconds > 0)
        {
            http.Response.Headers.RetryAfter = status.Details.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await new ResponseWriter(server, http).WriteStatusAsync(status, StatusFormat(http));
    }

    private static MediaFormat StatusFormat(HttpContext http)
    {
        try
        {
            return MediaFormat.NegotiatePlain(http.Request);
        }
        catch (ApiException)
        {
            // The failure to be told is this very one.
            return new(MediaFormat.Json, "");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "request failed: {Method} {Path}")]
        public static partial void Failed(ILogger logger, Exception error, string method, string path);
    }
}
