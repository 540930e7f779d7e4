using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.ApiServer.InProcess;
using Tiphys.Client.Informers;
using Tiphys.Controllers;

namespace Tiphys.ApiServer.Tests.Replay;

/// <summary>The controllers beside the server, for scenarios in which what they do is recorded.</summary>
internal sealed class ReplayControllers : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ControllerManager _manager;
    private readonly Task _running;

    public ReplayControllers(ApiServerCore server)
    {
        var informers = new InformerFactory(new InProcessClient(server, ReplayAuthenticator.Admin, "informers"), server.Clock, NullLoggerFactory.Instance);
        _manager = new ControllerManager(
            new InProcessClient(server, ReplayAuthenticator.Admin, "kube-controller-manager"), informers, server.Clock, NullLoggerFactory.Instance);
        _running = Task.WhenAll(_manager.RunAsync(_stop.Token), informers.RunAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // That is how loops end that were told to.
        }

        _manager.Dispose();
        _stop.Dispose();
    }
}
