using Microsoft.Extensions.Logging;
using Tiphys.Client.Informers;
using Tiphys.Cluster.Hosting;
using Tiphys.Controllers;
using Tiphys.Scheduler;

namespace Tiphys.Cluster.ControlPlane;

/// <summary>Controllers and scheduler in the process of the API server: they share its objects through informers, without sockets.</summary>
internal sealed class ControlLoops : IAsyncDisposable
{
    private readonly LoopSet _loops;
    private readonly IReadOnlyList<IDisposable> _owned;

    private ControlLoops(LoopSet loops, IReadOnlyList<IDisposable> owned)
    {
        _loops = loops;
        _owned = owned;
    }

    /// <summary>Ends when a loop fails, with its failure, or when all were stopped.</summary>
    public Task Completion => _loops.Completion;

    /// <summary>Starts those that the options name.</summary>
    public static ControlLoops Start(InProcessAccess access, ControlPlaneOptions options, string authorityPem, ILoggerFactory loggers)
    {
        List<Func<CancellationToken, Task>> loops = [];
        List<IDisposable> owned = [];
        var informers = new InformerFactory(access.ClientOf("system:tiphys"), options.Clock, loggers);
        if (options.Loops.HasFlag(ClusterComponents.Controllers))
        {
            var settings = new ControllerManagerOptions { RootCertificates = authorityPem };
            var manager = new ControllerManager(access.ClientOf("system:kube-controller-manager"), informers, options.Clock, loggers, settings);
            owned.Add(manager);
            loops.Add(manager.RunAsync);
        }

        if (options.Loops.HasFlag(ClusterComponents.Scheduler))
        {
            var logger = loggers.CreateLogger("Tiphys.Scheduler");
            loops.Add(new Scheduler.Scheduler(
                access.ClientOf("system:kube-scheduler"), informers, new SchedulerOptions(), options.Clock, logger, new Random()).RunAsync);
        }

        // Last, when all have asked for the informers they need.
        loops.Add(informers.RunAsync);
        return new ControlLoops(LoopSet.Start(loops), owned);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _loops.DisposeAsync();
        foreach (var each in _owned)
        {
            each.Dispose();
        }
    }
}
