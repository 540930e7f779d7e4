using Microsoft.AspNetCore.Http;
using Tiphys.Api.Authentication.V1;
using Tiphys.Client;
using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server.Access;

/// <summary>
/// Says who asks and whether they may. A client certificate of the cluster's authority or a token names the user; whoever is in
/// <c>system:masters</c> may do everything, about all others the API server is asked.
/// </summary>
internal sealed class AccessCheck(KubeletServerOptions options, IKubernetesClient? client)
{
    private const string Masters = "system:masters";

    private readonly ClientCertificates _certificates = new(options.ClientAuthority, options.Clock);
    private readonly DelegatedAccess? _delegated = client is null ? null : new DelegatedAccess(client, options.Clock);

    /// <exception cref="RequestFailedException">401: nobody known; 403: they may not.</exception>
    public async ValueTask CheckAsync(HttpContext http)
    {
        var user = await IdentifyAsync(http) ?? throw new RequestFailedException(401, "Unauthorized");
        if (user.Groups.Contains(Masters))
        {
            return;
        }

        var (verb, subresources) = NodeAttributes.Of(http.Request.Method, http.Request.Path.Value ?? "/");
        foreach (var subresource in subresources)
        {
            if (_delegated is not null && await _delegated.MayAsync(user, verb, options.NodeName, subresource, http.RequestAborted))
            {
                return;
            }
        }

        throw new RequestFailedException(
            403, $"Forbidden (user={user.Username}, verb={verb}, resource=nodes, subresource(s)=[{string.Join(' ', subresources)}])");
    }

    private async ValueTask<UserInfo?> IdentifyAsync(HttpContext http)
    {
        if (http.Connection.ClientCertificate is { } certificate && _certificates.Identify(certificate) is { } user)
        {
            return user;
        }

        const string bearer = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return _delegated is not null && header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)
            ? await _delegated.IdentifyAsync(header[bearer.Length..].Trim(), http.RequestAborted)
            : null;
    }
}
