using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.FlowControl;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Hosting;

/// <summary>How a server listens.</summary>
public sealed record ApiServerHostOptions
{
    /// <summary>Address and port; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 6443);

    /// <summary>More addresses to listen on.</summary>
    public IReadOnlyList<IPEndPoint> AlsoListen { get; init; } = [];

    /// <summary>Certificate with private key; null serves plain HTTP, for tests.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Who tells who asks, in order; a request that none knows is anonymous.</summary>
    public IReadOnlyList<IAuthenticator> Authenticators { get; init; } = [];

    /// <summary>Endpoints asked before the generic handlers: discovery, OpenAPI, connecting subresources.</summary>
    public IReadOnlyList<IEndpoint> Endpoints { get; init; } = [];

    /// <summary>Objects that are created at start unless they exist; namespaces first.</summary>
    public IReadOnlyList<IKubernetesObject> BootstrapObjects { get; init; } = [];

    /// <summary>True to register the groups that the server serves, and to keep the statuses that it writes by itself.</summary>
    public bool KeepsStatuses { get; init; }

    /// <summary>Priority and fairness.</summary>
    public FlowControlOptions FlowControl { get; init; } = new();
}
