using Microsoft.Extensions.Logging;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers;

/// <summary>
/// The controllers of a cluster. They see the world through the informers given, which whoever made them runs, and change it through the
/// client. Only one manager may run in a cluster at a time: see <see cref="Tiphys.Client.Leases.LeaderElector"/>.
/// </summary>
public sealed class ControllerManager : IDisposable
{
    private readonly ControllerContext _context;
    private readonly IReadOnlyList<IController> _controllers;

    /// <summary>Makes the controllers; their informers start when the factory runs.</summary>
    public ControllerManager(
        IKubernetesClient client, IInformerFactory informers, TimeProvider clock, ILoggerFactory loggers, ControllerManagerOptions? options = null)
    {
        _context = new ControllerContext(client, informers, clock, loggers);
        _controllers = Make(_context, options ?? new ControllerManagerOptions());
    }

    /// <summary>Names of the controllers.</summary>
    public IEnumerable<string> Names => _controllers.Select(controller => controller.Name);

    /// <summary>Runs all controllers until the caller stops them; they have ended when this returns.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        _controllers.Select(controller => controller.RunAsync(cancellationToken))
            .Concat(_context.Recorders.Select(recorder => recorder.RunAsync(cancellationToken))));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var controller in _controllers.OfType<IDisposable>())
        {
            controller.Dispose();
        }
    }

    private static IReadOnlyList<IController> Make(ControllerContext context, ControllerManagerOptions options) =>
    [
        new ReplicaSets.ReplicaSetController(context),
        new Deployments.DeploymentController(context),
        new EndpointSlices.EndpointSliceController(context, options.MaxEndpointsPerSlice),
        new EndpointObjects.EndpointsController(context),
        new ServiceAccounts.ServiceAccountController(context),
        .. options.RootCertificates is { } certificates ? [new ServiceAccounts.RootCertificatePublisher(context, certificates)] : Array.Empty<IController>(),
        new Namespaces.NamespaceController(context),
        new GarbageCollection.GarbageCollector(context),
        new NodeLifecycle.NodeLifecycleController(context, options),
        new NodeLifecycle.TaintEvictionController(context),
        new PodGC.PodGCController(context, options),
        new ResourceQuotas.ResourceQuotaController(context),
    ];
}
