using Tiphys.Api.Errors;
using Tiphys.ApiServer.Pipeline;
using Tiphys.Storage;
using Tiphys.Storage.Snapshots;

namespace Tiphys.Cluster.Backups;

/// <summary>
/// <c>GET /tiphys/v1/snapshot</c>: all objects as of one revision, as a <see cref="StoreSnapshot"/>. Who asks needs the right to this path, which
/// only administrators have: secrets are among the objects.
/// </summary>
internal sealed class SnapshotEndpoint(IStore store) : IEndpoint
{
    public const string Path = "/tiphys/v1/snapshot";

    public bool Matches(RequestInfo request) => request.Path == Path;

    public async Task HandleAsync(ApiCall call)
    {
        if (call.Request.Verb != "get")
        {
            throw StatusErrors.Of(405, Api.Meta.V1.StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", null);
        }

        call.Http.Response.ContentType = "application/octet-stream";
        await StoreSnapshot.WriteAsync(store, call.Http.Response.Body, call.CancellationToken);
    }
}
