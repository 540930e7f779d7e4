using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Discovery;

/// <summary>Answers <c>/api</c>, <c>/apis</c> and the paths of groups and versions below them.</summary>
public sealed class DiscoveryEndpoint(ApiServerCore server) : IEndpoint
{
    private readonly DiscoveryDocuments _documents = new(server.Registry);

    /// <inheritdoc/>
    public bool Matches(RequestInfo request) => !request.IsResourceRequest && Find(request.Path, "") is not null;

    /// <inheritdoc/>
    public Task HandleAsync(ApiCall call)
    {
        if (call.Request.Verb != "get")
        {
            throw StatusErrors.Of(405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", null);
        }

        var (document, kind) = Find(call.Request.Path, call.Http.Request.Host.Value ?? "")!.Value;
        return new ResponseWriter(server, call.Http).WriteRecordAsync(document, kind, 200, MediaFormat.Negotiate(call.Http.Request));
    }

    private (object Document, GroupVersionKind Kind)? Find(string path, string serverAddress)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api"] => (DiscoveryDocuments.CoreVersions(serverAddress), APIVersions.GroupVersionKind),
            ["api", var version] => Resources("", version),
            ["apis"] => (_documents.Groups, APIGroupList.GroupVersionKind),
            ["apis", var group] => _documents.Group(group) is { } found ? (found, APIGroup.GroupVersionKind) : null,
            ["apis", var group, var version] => Resources(group, version),
            _ => null,
        };
    }

    private (object Document, GroupVersionKind Kind)? Resources(string group, string version) =>
        _documents.Resources(group, version) is { } found ? (found, APIResourceList.GroupVersionKind) : null;
}
