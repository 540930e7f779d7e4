using BenchmarkDotNet.Attributes;
using Tiphys.Storage;
using Tiphys.Storage.Embedded;

namespace Tiphys.Benchmarks.Storage;

/// <summary>One update after another, each delivered to 1,000 watches of its resource. An operation is one event to one watch.</summary>
[MemoryDiagnoser]
public class StoreWatchBenchmarks
{
    private const int Watches = 1000;
    private const int Events = 100;

    private readonly byte[] _value = StoreFixture.Value(2600);
    private readonly CpuMeter _cpu = new();
    private readonly CancellationTokenSource _stop = new();
    private EmbeddedStore _store = null!;
    private Task _watching = null!;
    private CountdownEvent _delivered = null!;
    private int _rounds;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _delivered = new CountdownEvent(Watches);
        _store = EmbeddedStore.InMemory();
        await _store.CreateAsync(StoreFixture.Pod(1), _value, null, CancellationToken.None);
        _watching = Task.WhenAll(Enumerable.Range(0, Watches).Select(_ => WatchAsync()));
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        _cpu.Print("event to one watch");
        await _store.DisposeAsync();
        await _watching;
        _delivered.Dispose();
        _stop.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Watches * Events)]
    public async Task Deliver()
    {
        if (_rounds++ == 4)
            _cpu.Restart();
        for (var i = 0; i < Events; i++)
        {
            _delivered.Reset();
            await _store.UpdateAsync(StoreFixture.Pod(1), _value, 0, null, CancellationToken.None);
            _delivered.Wait();
        }

        _cpu.Add(Watches * Events);
    }

    private async Task WatchAsync()
    {
        using var watch = _store.Watch(StoreFixture.Pods, _store.CurrentRevision);
        while (await watch.WaitToReadAsync(_stop.Token))
        {
            while (watch.TryRead(out _))
                _delivered.Signal();
        }
    }
}
