using System.Globalization;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Events;
using Tiphys.Cluster.Hosting;
using Tiphys.Storage;

namespace Tiphys.Cluster.ControlPlane;

/// <summary>
/// Says in the log when the store stops to take writes, why, and when it takes them again; then also as Events, which could not be written
/// before. They are about the namespace kube-system, as the server has no object of its own.
/// </summary>
internal sealed partial class StoreMonitor(IStore store, IEventRecorder events, ILogger logger)
{
    private static readonly Namespace Subject = new() { Metadata = new ObjectMeta { Name = "kube-system" } };

    /// <summary>Watches the store until it is stopped.</summary>
    public static IAsyncDisposable Start(IStore store, InProcessAccess access, TimeProvider clock, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger("Tiphys.Store");
        var recorder = new EventRecorder(access.ClientOf("system:tiphys"), "tiphys", "", clock, logger);
        return LoopSet.Start([recorder.RunAsync, new StoreMonitor(store, recorder, logger).RunAsync]);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var known = store.Status;
        if (!known.IsWritable)
        {
            Log.ReadOnly(logger, known.Reason ?? "");
        }

        try
        {
            while (true)
            {
                var now = await store.WaitForStatusAsync(known, cancellationToken);
                Tell(known, now);
                known = now;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    // Another reason while it is read-only is worth a line, the same again is none.
    private void Tell(StoreStatus before, StoreStatus now)
    {
        if (!now.IsWritable)
        {
            Log.ReadOnly(logger, now.Reason ?? "");
            return;
        }

        var seconds = (now.Since - before.Since).TotalSeconds;
        Log.Writable(logger, seconds);
        events.Record(Subject, "Warning", "StoreReadOnly", string.Create(CultureInfo.InvariantCulture, $"writes were refused for {seconds:0.0} s: {before.Reason}"));
        events.Record(Subject, "Normal", "StoreWritable", "the store takes writes again");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "the store is read-only, reads and watches go on: {Reason}")]
        public static partial void ReadOnly(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "the store takes writes again after {Seconds} s")]
        public static partial void Writable(ILogger logger, double seconds);
    }
}
