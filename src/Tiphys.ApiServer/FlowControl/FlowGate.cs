using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.FlowControl.Estimating;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.FlowControl.Queuing;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.FlowControl;

/// <summary>Where a request comes in: says which level it belongs to, and lets it on when it has its seats.</summary>
internal sealed class FlowGate(ApiServerCore server, FlowController controller, FlowControlOptions options)
{
    private readonly WatchTracker _watches = new();
    private readonly RetryAdvice _retries = new(server.Clock);
    private WorkEstimator? _estimator;

    private WorkEstimator Estimator => _estimator ??= new(server.Registry, new ListCosts(server.Store, server.Clock), _watches);

    /// <summary>Classifies a request; null when nothing holds it back: streams other than watches.</summary>
    public FlowRequest? Enter(HttpContext http, RequestInfo info, UserInfo user)
    {
        if (LongRunning.IsStream(info))
        {
            return null;
        }

        var schema = controller.Current.Classify(info, user);
        var headers = http.Response.Headers;
        headers["X-Kubernetes-Pf-Flowschema-Uid"] = schema.Uid;
        headers["X-Kubernetes-Pf-Prioritylevel-Uid"] = schema.Level.Uid;
        var request = new FlowRequest(schema, info, user, Estimator.Estimate(info, http.Request.Query, schema.Level));
        schema.Level.Start(request);
        return request;
    }

    /// <summary>Waits until a request may go on. False when it may not, and is to be tried again later.</summary>
    public async ValueTask<bool> WaitAsync(FlowRequest request, TimeSpan? timeLimit, CancellationToken cancellationToken)
    {
        if (request.Granted is not { } granted)
        {
            return false;
        }

        try
        {
            // A request with a time limit of its own spends no more than a quarter of it here.
            await granted.Task.WaitAsync(timeLimit / 4 ?? options.WaitLimit, server.Clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return !request.Schema.Level.Cancel(request, timedOut: true);
        }
        catch (OperationCanceledException)
        {
            if (!request.Schema.Level.Cancel(request, timedOut: false))
            {
                Leave(request);
            }

            throw;
        }
    }

    /// <summary>Gives the seats back; once, however often it is called.</summary>
    public void Leave(FlowRequest request)
    {
        // A watch calls for each event: once it has left there is nothing to ask the level about.
        if (request.State == FlowState.Executing)
        {
            request.Schema.Level.Finish(request);
        }
    }

    /// <summary>Counts a watch, until what is returned is disposed of.</summary>
    public IDisposable? Register(RequestInfo info, IQueryCollection query) =>
        _watches.Register(info, query) is { } watched ? new Registration(_watches, watched) : null;

    /// <summary>Answers a request that was not let on.</summary>
    public Task RefuseAsync(HttpContext http, FlowRequest request)
    {
        http.Response.Headers.RetryAfter = _retries.Refused(request.Schema.Level.Name).ToString(CultureInfo.InvariantCulture);
        return new ResponseWriter(server, http).WriteFailureAsync(429, "Too many requests, please try again later.\n");
    }

    private sealed class Registration(WatchTracker watches, WatchTracker.Watched watched) : IDisposable
    {
        public void Dispose() => watches.Forget(watched);
    }
}
