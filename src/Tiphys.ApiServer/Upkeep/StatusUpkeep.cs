using Microsoft.Extensions.Logging;
using Tiphys.Api.ApiRegistration.V1;
using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.InProcess;
using Tiphys.Client.Informers;
using Tiphys.Client.Queues;
using Tiphys.Client.Reconciling;

namespace Tiphys.ApiServer.Upkeep;

/// <summary>Keeps, as long as the server runs, the statuses that upstream's API server writes itself.</summary>
internal sealed class StatusUpkeep : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _queues = [];
    private readonly Task _running;

    private StatusUpkeep(ApiServerCore server, ILoggerFactory loggers)
    {
        var client = ServerClient.Of(server);
        var informers = new InformerFactory(client, server.Clock, loggers);
        var services = informers.For<APIService>();
        var schemas = informers.For<FlowSchema>();
        var levels = informers.For<PriorityLevelConfiguration>();

        var apiServices = Queue("apiservice", server.Clock);
        services.AddHandler((before, after) => apiServices.Add((after ?? before)!.Metadata.Name));
        var flows = Queue("flowschema", server.Clock);
        schemas.AddHandler((before, after) => flows.Add((after ?? before)!.Metadata.Name));
        levels.AddHandler((before, after) => AddReferring(flows, schemas, (after ?? before)!.Metadata.Name));

        var logger = loggers.CreateLogger("Tiphys.ApiServer.Upkeep");
        var availability = new APIServiceAvailability(client, services, new StoredObjects(server.Store, server.Registry), server.Clock);
        var references = new FlowSchemaReferences(client, schemas, levels, server.Clock);
        _running = Task.WhenAll(
            informers.RunAsync(_stopping.Token),
            RunAsync(informers, new ReconcilerHost<string>(apiServices, availability, 1, logger, server.Clock)),
            RunAsync(informers, new ReconcilerHost<string>(flows, references, 1, logger, server.Clock)));
    }

    /// <summary>Begins.</summary>
    public static StatusUpkeep Start(ApiServerCore server, ILoggerFactory loggers) => new(server, loggers);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _queues.ForEach(queue => queue.Dispose());
        _stopping.Dispose();
    }

    private WorkQueue<string> Queue(string name, TimeProvider clock)
    {
        var queue = new WorkQueue<string>(name, clock);
        _queues.Add(queue);
        return queue;
    }

    // What is missing from a list that was not read yet would be taken for gone.
    private async Task RunAsync(InformerFactory informers, ReconcilerHost<string> host)
    {
        await informers.WaitForSyncAsync(_stopping.Token);
        await host.RunAsync(_stopping.Token);
    }

    private static void AddReferring(WorkQueue<string> queue, IInformer<FlowSchema> schemas, string level)
    {
        foreach (var schema in schemas.List().Where(schema => schema.Spec.PriorityLevelConfiguration.Name == level))
        {
            queue.Add(schema.Metadata.Name);
        }
    }
}
