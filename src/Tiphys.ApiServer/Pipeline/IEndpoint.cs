using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>
/// Answers some paths itself: discovery, OpenAPI, connecting subresources such as log and exec, proxies. Endpoints are asked in order,
/// after authentication and authorization and before the generic handlers.
/// </summary>
public interface IEndpoint
{
    /// <summary>True when this endpoint answers the request.</summary>
    bool Matches(RequestInfo request);

    /// <summary>Answers. An <see cref="Api.Errors.ApiException"/> becomes a Status.</summary>
    Task HandleAsync(ApiCall call);
}

/// <summary>One HTTP request on its way.</summary>
/// <param name="Http">Request and response.</param>
/// <param name="Request">What is asked.</param>
/// <param name="User">Who asks.</param>
public sealed record ApiCall(HttpContext Http, RequestInfo Request, UserInfo User)
{
    /// <summary>Signalled when the client has gone.</summary>
    public CancellationToken CancellationToken => Http.RequestAborted;

    /// <summary>To be called by a watch once what is there already is sent: from then on it costs little.</summary>
    public Action? Started { get; init; }
}
