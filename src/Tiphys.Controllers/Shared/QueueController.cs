using Microsoft.Extensions.Logging;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Client.Queues;
using Tiphys.Client.Reconciling;

namespace Tiphys.Controllers.Shared;

/// <summary>Something that the manager runs.</summary>
internal interface IController
{
    string Name { get; }

    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>A controller that reconciles keys from a queue, when the informers it reads hold everything.</summary>
internal abstract class QueueController<TKey> : IController, IReconciler<TKey>, IDisposable
    where TKey : notnull
{
    private readonly List<Func<CancellationToken, Task>> _syncs = [];
    private readonly int _workers;

    protected QueueController(ControllerContext context, string name, int workers)
    {
        Context = context;
        Name = name;
        _workers = workers;
        Queue = new WorkQueue<TKey>(name, context.Clock);
        Logger = context.Loggers.CreateLogger($"Tiphys.Controllers.{name}");
    }

    public string Name { get; }

    protected ControllerContext Context { get; }

    protected WorkQueue<TKey> Queue { get; }

    protected ILogger Logger { get; }

    protected IKubernetesClient Client => Context.Client;

    protected TimeProvider Clock => Context.Clock;

    public virtual async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var sync in _syncs)
            {
                await sync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await new ReconcilerHost<TKey>(Queue, this, _workers, Logger, Clock).RunAsync(cancellationToken);
    }

    public abstract Task<ReconcileResult> ReconcileAsync(TKey key, CancellationToken cancellationToken);

    public void Dispose() => Queue.Dispose();

    /// <summary>Something else to wait for before the work begins.</summary>
    protected void AddSync(Func<CancellationToken, Task> sync) => _syncs.Add(sync);

    /// <summary>The informer of a kind, which the controller waits for before it works.</summary>
    protected IInformer<T> Informer<T>(Action<T?, T?>? handler = null)
        where T : class, IKubernetesObject<T>
    {
        var informer = Context.Informers.For<T>();
        _syncs.Add(informer.WaitForSyncAsync);
        if (handler is not null)
        {
            informer.AddHandler(handler);
        }

        return informer;
    }
}
