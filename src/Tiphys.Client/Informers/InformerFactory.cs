using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tiphys.Client.Informers;

/// <summary>One informer a kind for a whole process. Those that are asked for while it runs start at once.</summary>
public sealed class InformerFactory(IKubernetesClient client, TimeProvider clock, ILoggerFactory loggers) : IInformerFactory
{
    private readonly ConcurrentDictionary<Type, Lazy<Running>> _informers = new();
    private readonly Channel<Func<CancellationToken, Task>> _toStart = Channel.CreateUnbounded<Func<CancellationToken, Task>>();

    /// <inheritdoc/>
    public IInformer<T> For<T>()
        where T : class, IKubernetesObject<T> =>
        (IInformer<T>)_informers.GetOrAdd(typeof(T), static (_, factory) => new(factory.Make<T>), this).Value.Informer;

    /// <summary>Runs all informers until the caller stops them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        try
        {
            await foreach (var run in _toStart.Reader.ReadAllAsync(cancellationToken))
            {
                running.Add(Task.Run(() => run(cancellationToken), cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The informers stop for the same reason.
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits until every informer that has been asked for holds everything.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_informers.Values.Select(informer => informer.Value.WaitForSync(cancellationToken)));

    private Running Make<T>()
        where T : class, IKubernetesObject<T>
    {
        var informer = new Informer<T>(client, InformerOptions.All, clock, loggers.CreateLogger("Tiphys.Client.Informer"));
        _toStart.Writer.TryWrite(informer.RunAsync);
        return new Running(informer, informer.WaitForSyncAsync);
    }

    private sealed record Running(object Informer, Func<CancellationToken, Task> WaitForSync);
}
