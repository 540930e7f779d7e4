using Microsoft.Extensions.Logging;
using Tiphys.ApiServer;
using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.InProcess;
using Tiphys.Client.Informers;
using Tiphys.Controllers;
using Tiphys.Scheduler;

namespace Tiphys.Cluster.ControlPlane;

/// <summary>Controllers and scheduler in the process of the API server: they share its objects through informers, without sockets.</summary>
internal sealed class ControlLoops : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _owned = [];

    private ControlLoops()
    {
    }

    /// <summary>Ends when a loop fails, with its failure, or when all were stopped.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Starts those that the options name.</summary>
    public static ControlLoops Start(ApiServerCore server, ControlPlaneOptions options, string authorityPem, ILoggerFactory loggers)
    {
        var loops = new ControlLoops();
        loops.Completion = loops.RunAsync(server, options, authorityPem, loggers);
        return loops;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _owned.ForEach(each => each.Dispose());
        _stopping.Dispose();
    }

    private async Task RunAsync(ApiServerCore server, ControlPlaneOptions options, string authorityPem, ILoggerFactory loggers)
    {
        if (options.Loops == ControlLoopKinds.None)
        {
            await StoppedAsync();
            return;
        }

        var informers = new InformerFactory(ClientOf(server, "system:tiphys"), options.Clock, loggers);
        List<Func<CancellationToken, Task>> loops = [];
        if (options.Loops.HasFlag(ControlLoopKinds.Controllers))
        {
            var client = ClientOf(server, "system:kube-controller-manager");
            var settings = new ControllerManagerOptions { RootCertificates = authorityPem };
            var manager = new ControllerManager(client, informers, options.Clock, loggers, settings);
            _owned.Add(manager);
            loops.Add(manager.RunAsync);
        }

        if (options.Loops.HasFlag(ControlLoopKinds.Scheduler))
        {
            var logger = loggers.CreateLogger("Tiphys.Scheduler");
            loops.Add(new Scheduler.Scheduler(
                ClientOf(server, "system:kube-scheduler"), informers, new SchedulerOptions(), options.Clock, logger, new Random()).RunAsync);
        }

        // Last, when all have asked for the informers they need.
        loops.Add(informers.RunAsync);
        await AllOrFirstFailureAsync(loops);
    }

    private async Task StoppedAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _stopping.Token.Register(stopped.SetResult);
        await stopped.Task;
    }

    private async Task AllOrFirstFailureAsync(List<Func<CancellationToken, Task>> loops)
    {
        var running = loops.ConvertAll(loop => loop(_stopping.Token));
        try
        {
            await await Task.WhenAny(running);
        }
        finally
        {
            await _stopping.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The controllers share one identity that may do everything; the roles of upstream, one a controller, come with separate processes.
    private static InProcessClient ClientOf(ApiServerCore server, string user) =>
        new(server, new UserInfo { Name = user, Groups = [PrivilegedGroupAuthorizer.Masters, "system:authenticated"] }, user["system:".Length..]);
}
