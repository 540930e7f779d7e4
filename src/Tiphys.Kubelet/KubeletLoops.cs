using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Kubelet.Images;
using Tiphys.Kubelet.Nodes;
using Tiphys.Kubelet.Pods;
using Tiphys.Kubelet.Recovery;

namespace Tiphys.Kubelet;

/// <summary>
/// What a kubelet does all the time: follows the pods of its node and wakes their workers when the API, the engine, a probe or a volume has
/// news, keeps node and lease, writes statuses, and cleans up after pods that are gone.
/// </summary>
internal sealed class KubeletLoops
{
    private static readonly TimeSpan CleanPeriod = TimeSpan.FromMinutes(1);

    private readonly KubeletServices _services;
    private readonly NodeRegistration _registration;
    private readonly NodeLease _lease;
    private readonly Informer<Pod> _pods;
    private readonly Informer<Node> _nodes;
    private readonly PodWorkers _workers;
    private readonly OrphanCleaner _orphans;
    private readonly Cri.ContainerLogRotator _logRotator;
    private readonly ImageGarbageCollector _imageCollector;
    private readonly Func<CancellationToken, Task> _waitForServices;

    /// <param name="client">The API.</param>
    /// <param name="services">The parts of the kubelet.</param>
    /// <param name="registration">The node.</param>
    /// <param name="waitForServices">Waits until the Services are known, which containers' variables tell of.</param>
    /// <param name="loggers">Logs.</param>
    public KubeletLoops(
        IKubernetesClient client, KubeletServices services, NodeRegistration registration, Func<CancellationToken, Task> waitForServices, ILoggerFactory loggers)
    {
        _waitForServices = waitForServices;
        _services = services;
        _registration = registration;
        var options = services.Options;
        var informerLogger = loggers.CreateLogger("Tiphys.Client.Informer");
        _pods = new Informer<Pod>(client, new InformerOptions { FieldSelector = $"spec.nodeName={options.NodeName}" }, services.Clock, informerLogger);
        _nodes = new Informer<Node>(client, new InformerOptions { FieldSelector = $"metadata.name={options.NodeName}" }, services.Clock, informerLogger);
        _lease = new NodeLease(client, options.NodeName, () => registration.Node, services.Clock, loggers.CreateLogger("Tiphys.Kubelet.Node"));
        _workers = new PodWorkers(services, () => _nodes.Get(null, options.NodeName) ?? registration.Node, loggers.CreateLogger("Tiphys.Kubelet.Pods"));
        _orphans = new OrphanCleaner(services, _workers, loggers.CreateLogger("Tiphys.Kubelet.Recovery"));
        _logRotator = new Cri.ContainerLogRotator(services.Runtime, new Cri.LogRotationOptions(), services.Clock, loggers.CreateLogger("Tiphys.Kubelet.Logs"));
        _imageCollector = new ImageGarbageCollector(services, loggers.CreateLogger("Tiphys.Kubelet.Images"));
        services.Statuses.Gone += _workers.Removed;
        services.Probes.Changed += _workers.Wake;
        services.Volumes.Changed += _workers.RefreshVolumes;
        services.References.Changed += _workers.RefreshVolumes;
    }

    /// <summary>The workers of the node's pods.</summary>
    public PodWorkers Workers => _workers;

    /// <summary>Works until the caller stops it; pods go on then. Ends earlier only with the failure of a part.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stopping.Token;
        _services.Cgroups.EnsureParents();
        await _services.PodRuntimes.LoadAsync(token);
        List<Task> loops =
        [
            WatchRuntimeAsync(token), _services.Statuses.RunAsync(token), KeepNodeAsync(token), _pods.RunAsync(token), _nodes.RunAsync(token),
            FollowPodsAsync(token), _logRotator.RunAsync(token), _imageCollector.RunAsync(token),
        ];
        try
        {
            await await Task.WhenAny(loops);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _workers.StopAsync();
        }
    }

    private async Task KeepNodeAsync(CancellationToken cancellationToken)
    {
        await _registration.RegisterAsync(cancellationToken);
        await Task.WhenAll(_registration.RunAsync(cancellationToken), _lease.RunAsync(cancellationToken));
    }

    // Only when all pods of the API are known, it is known too which of those here are nobody's.
    private async Task FollowPodsAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_nodes.WaitForSyncAsync(cancellationToken), _waitForServices(cancellationToken));
        _pods.AddHandler(_workers.Observe);
        await _pods.WaitForSyncAsync(cancellationToken);
        using var timer = new PeriodicTimer(CleanPeriod, _services.Clock);
        do
        {
            await _orphans.CleanAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task WatchRuntimeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Subscribed before all are looked at, so that nothing is missed in between.
            var events = _services.Runtime.WatchEventsAsync(cancellationToken);
            _workers.WakeAll();
            try
            {
                await foreach (var change in events)
                {
                    // What the workers make and remove themselves is no news to them.
                    if (change.Type is Cri.ContainerEventType.Started or Cri.ContainerEventType.Exited
                        && change.Status.Config.Labels.TryGetValue(Containers.KubeletLabels.PodUid, out var uid))
                    {
                        _workers.Wake(uid);
                    }
                }

                // The engine is closed, which comes before the end of this program.
                await Task.Delay(Timeout.InfiniteTimeSpan, _services.Clock, cancellationToken);
            }
            catch (Cri.ContainerRuntimeException)
            {
                // Fell behind: followed anew.
                continue;
            }
        }
    }
}
