using Tiphys.ApiServer;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.InProcess;
using Tiphys.Client;

namespace Tiphys.Cluster.ControlPlane;

/// <summary>Clients for the components that run in the API server's process.</summary>
/// <param name="server">The API server.</param>
internal sealed class InProcessAccess(ApiServerCore server)
{
    private const string SystemPrefix = "system:";

    /// <summary>A client for a component, whose user is named like <c>system:kube-scheduler</c>.</summary>
    // Components of one process share what they may do; the roles of upstream, one a component, come with separate processes.
    public IKubernetesClient ClientOf(string user)
    {
        var info = new UserInfo { Name = user, Groups = [PrivilegedGroupAuthorizer.Masters, "system:authenticated"] };
        return new InProcessClient(server, info, ManagerOf(user));
    }

    // Upstream's field managers are the names of the programs: kube-scheduler, kubelet.
    private static string ManagerOf(string user) =>
        user.StartsWith("system:node:", StringComparison.Ordinal) ? "kubelet" : user[SystemPrefix.Length..];
}
