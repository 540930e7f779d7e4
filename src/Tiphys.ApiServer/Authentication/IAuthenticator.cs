using Microsoft.AspNetCore.Http;

namespace Tiphys.ApiServer.Authentication;

/// <summary>Tells who makes a request.</summary>
public interface IAuthenticator
{
    /// <summary>The user whom the credentials of the request prove; null when it has none that this authenticator knows.</summary>
    /// <exception cref="Tiphys.Api.Errors.ApiException">401: there are credentials, and they are not good.</exception>
    ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken);
}
