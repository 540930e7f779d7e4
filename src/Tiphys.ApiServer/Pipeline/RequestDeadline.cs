using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>
/// Ends a request that takes too long, be it that its body never comes or that nobody reads its answer: after a minute (upstream's
/// <c>--request-timeout</c>), or sooner if its query parameter <c>timeout</c> says so. Requests that may last are left alone.
/// </summary>
internal sealed class RequestDeadline : IDisposable
{
    /// <summary>Told to a client whose request has not ended in time.</summary>
    public const string Message = "request did not complete within the allotted timeout";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly HttpContext _http;
    private readonly CancellationToken _gone;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    private RequestDeadline(HttpContext http, TimeSpan limit, TimeProvider clock)
    {
        _http = http;
        _gone = http.RequestAborted;
        Limit = limit;
        _timer = new CancellationTokenSource(limit, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_gone, _timer.Token);
        http.RequestAborted = _either.Token;
    }

    /// <summary>How long the request may take.</summary>
    public TimeSpan Limit { get; }

    /// <summary>True when it is this deadline, and not the client's leaving, that ended the request.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_gone.IsCancellationRequested;

    /// <summary>Sets the deadline of a request; null for one that needs none.</summary>
    /// <exception cref="ApiException">400: the time in the query is none.</exception>
    public static RequestDeadline? Begin(HttpContext http, RequestInfo info, TimeProvider clock)
    {
        if (LongRunning.Is(info))
        {
            return null;
        }

        var text = http.Request.Query["timeout"].ToString();
        if (text.Length > 0)
        {
            return Duration.TryParse(text, out var duration)
                ? new(http, duration.TimeSpan > TimeSpan.Zero && duration.TimeSpan < Longest ? duration.TimeSpan : Longest, clock)
                : throw StatusErrors.BadRequest($"invalid timeout specified in the request URL - time: invalid duration \"{text}\"");
        }

        // A read of one object waits for nothing: it is answered from memory, with little.
        return info.Verb == "get" ? null : new(http, Longest, clock);
    }

    /// <summary>Leaves the request to its client again.</summary>
    public void Dispose()
    {
        _http.RequestAborted = _gone;
        _either.Dispose();
        _timer.Dispose();
    }
}
