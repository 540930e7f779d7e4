using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Informers;

namespace Tiphys.Network.Services;

/// <summary>The node's service proxy as a component: follows Services, EndpointSlices and its own Node, and keeps nftables in step.</summary>
public sealed partial class ServiceProxy
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    // Changes come in bursts (a rollout, a node that goes); what comes within this time is one transaction.
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan VerifyPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);

    private readonly ProxyOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ChangeSignal _signal;
    private readonly ServiceObjects _objects;
    private readonly IInformer<Node> _nodes;
    private readonly ServiceMapBuilder _builder = new();
    private readonly TaskCompletionSource _firstSync = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Registers with the informers; nothing happens before <see cref="RunAsync"/>.</summary>
    public ServiceProxy(IInformerFactory informers, ProxyOptions options, TimeProvider time, ILogger<ServiceProxy> logger)
    {
        ArgumentNullException.ThrowIfNull(informers);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _log = logger;
        _signal = new ChangeSignal(time);
        _objects = new ServiceObjects(informers, _signal);
        _nodes = informers.For<Node>();
        _nodes.AddHandler((before, after) =>
        {
            if ((after ?? before)!.Metadata.Name == options.NodeName && ZoneOf(before) != ZoneOf(after))
            {
                _signal.Set();
            }
        });
    }

    /// <summary>Ends when the Services have been written for the first time.</summary>
    public Task FirstSync => _firstSync.Task;

    /// <summary>Proxies until cancelled. The table stays when it ends, and with it all Services.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _objects.WaitForSyncAsync(cancellationToken);
            await _nodes.WaitForSyncAsync(cancellationToken);
            using var proxy = new NftServiceProxy(_options);
            TimeSpan wait = Sync(proxy);
            while (true)
            {
                bool changed = await _signal.WaitAsync(wait, cancellationToken);
                if (changed)
                {
                    await Task.Delay(Burst, _time, cancellationToken);
                }

                wait = changed || wait == RetryPeriod ? Sync(proxy) : Verify(proxy);
            }
        }
        catch (Exception e)
        {
            _firstSync.TrySetException(e);
            _ = _firstSync.Task.Exception;
            throw;
        }
    }

    private static string? ZoneOf(Node? node) => node?.Metadata.Labels.GetValueOrDefault(ZoneLabel);

    // Returns how long to wait for the next change before looking at the table anyway.
    private TimeSpan Sync(NftServiceProxy proxy)
    {
        try
        {
            _builder.SetZone(ZoneOf(_nodes.Get(null, _options.NodeName)));
            IReadOnlyCollection<ServicePortName> changed = _builder.Update(_objects.TakeChanged());
            proxy.Sync(_builder.Map, changed);
            Log.Synced(_log, changed.Count);
            _firstSync.TrySetResult();
            return VerifyPeriod;
        }
        catch (Exception e)
        {
            Log.SyncFailed(_log, e);
            return RetryPeriod;
        }
    }

    private TimeSpan Verify(NftServiceProxy proxy)
    {
        try
        {
            if (proxy.Verify())
            {
                Log.Repaired(_log);
            }

            return VerifyPeriod;
        }
        catch (Exception e)
        {
            Log.SyncFailed(_log, e);
            return RetryPeriod;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Services written, {Ports} ports changed", EventName = "ServicesSynced")]
        internal static partial void Synced(ILogger logger, int ports);

        [LoggerMessage(2, LogLevel.Error, "Services could not be written; trying again", EventName = "ServiceSyncFailed")]
        internal static partial void SyncFailed(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "The service table was changed from outside and has been written anew", EventName = "ServiceTableRepaired")]
        internal static partial void Repaired(ILogger logger);
    }
}
