using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Client.Informers;

namespace Tiphys.Network.Dns;

/// <summary>The cluster DNS of a node as a component: follows Services, EndpointSlices and Namespaces, and serves their names.</summary>
public sealed partial class ClusterDns
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private readonly DnsServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly ChangeSignal _signal;
    private readonly ServiceObjects _objects;
    private readonly IInformer<Namespace> _namespaces;
    private readonly DnsRecordStore _records = new();
    private readonly TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Registers with the informers; nothing happens before <see cref="RunAsync"/>.</summary>
    public ClusterDns(IInformerFactory informers, DnsServerOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(informers);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _loggers = loggers;
        _log = loggers.CreateLogger<ClusterDns>();
        _signal = new ChangeSignal(time);
        _objects = new ServiceObjects(informers, _signal);
        _namespaces = informers.For<Namespace>();
        _namespaces.AddHandler(OnNamespace);
    }

    /// <summary>Ends when questions are answered.</summary>
    public Task Serving => _serving.Task;

    /// <summary>Serves until cancelled. It starts to listen only when it knows all names: a wrong "no such name" is kept by clients.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">An address is not on this node, or its port is taken.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _objects.WaitForSyncAsync(cancellationToken);
            await _namespaces.WaitForSyncAsync(cancellationToken);
            foreach (Namespace ns in _namespaces.List())
            {
                _records.AddNamespace(ns.Metadata.Name);
            }

            Update();
            using var server = new DnsServer(_records, _options, _time, _loggers.CreateLogger<DnsServer>());
            using var lifetime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task[] tasks = [server.RunAsync(lifetime.Token), FollowAsync(lifetime.Token)];
            _serving.TrySetResult();
            try
            {
                await await Task.WhenAny(tasks);
            }
            finally
            {
                await lifetime.CancelAsync();
                await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception e)
        {
            _serving.TrySetException(e);
            _ = _serving.Task.Exception;
            throw;
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _signal.WaitAsync(Idle, cancellationToken);
            Update();
        }
    }

    private void Update()
    {
        foreach ((ServiceKey key, Service? service, IReadOnlyList<EndpointSlice> slices) in _objects.TakeChanged())
        {
            if (service is null)
            {
                _records.RemoveService(key.Namespace, key.Name);
                continue;
            }

            try
            {
                _records.SetService(DnsServices.Of(service, slices));
            }
            catch (FormatException e)
            {
                Log.BadService(_log, key.Namespace, key.Name, e);
            }
        }
    }

    private void OnNamespace(Namespace? before, Namespace? after)
    {
        if (after is not null)
        {
            _records.AddNamespace(after.Metadata.Name);
        }
        else if (before is not null)
        {
            _records.RemoveNamespace(before.Metadata.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Service {Namespace}/{Name} cannot be given a name", EventName = "DnsBadService")]
        internal static partial void BadService(ILogger logger, string @namespace, string name, Exception exception);
    }
}
