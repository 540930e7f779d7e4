using Tiphys.ApiServer.Authentication;

namespace Tiphys.ApiServer.InProcess;

/// <summary>The server as a client of itself: what it writes on its own account goes the way of all writes.</summary>
internal static class ServerClient
{
    private static readonly UserInfo Self = new() { Name = "system:apiserver", Groups = ["system:masters", "system:authenticated"] };

    public static InProcessClient Of(ApiServerCore server, string manager = "kube-apiserver") => new(server, Self, manager);
}
