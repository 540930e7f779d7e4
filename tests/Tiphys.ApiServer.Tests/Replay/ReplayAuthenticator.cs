using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>Knows the replay by a header, in place of a certificate.</summary>
internal sealed class ReplayAuthenticator : IAuthenticator
{
    public const string Header = "X-Replay";

    public static UserInfo Admin { get; } = new()
    {
        Name = "admin",
        Groups = ["system:masters", "system:authenticated"],
        Extra = ApiMap.Of<ApiList<string>>("authentication.kubernetes.io/credential-id", ["X509SHA256=" + new string('a', 64)]),
    };

    public ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // The client of the framework joins headers of one name; recorded were as many as there are groups.
        const string Groups = "Impersonate-Group";
        var headers = context.Request.Headers;
        if (headers.TryGetValue(Groups, out var joined))
        {
            headers[Groups] = joined.ToString().Split(',', StringSplitOptions.TrimEntries);
        }

        return ValueTask.FromResult(headers.ContainsKey(Header) ? Admin : null);
    }
}
