using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>Takes the user from <c>Authorization: Bearer</c> with a service account token.</summary>
public sealed class ServiceAccountTokenAuthenticator(TokenVerifier verifier, ApiList<string> audiences) : IAuthenticator
{
    private const string Scheme = "Bearer ";

    /// <inheritdoc/>
    public async ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var verified = await verifier.VerifyAsync(header[Scheme.Length..].Trim(), audiences, cancellationToken).ConfigureAwait(false);
            return verified.User;
        }
        catch (ApiException failure) when (failure.Code == 401)
        {
            // Strangers are not told what is wrong with their token.
            throw StatusErrors.Unauthorized();
        }
    }
}
