using BenchmarkDotNet.Attributes;
using Tiphys.Storage;

namespace Tiphys.Benchmarks.Storage;

/// <summary>Reads from a store of 150,000 pods.</summary>
[MemoryDiagnoser]
public class StoreReadBenchmarks
{
    private const int Pods = 150_000;

    private readonly Random _random = new(1);
    private StoreFixture _fixture = null!;
    private string[] _keys = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _fixture = new StoreFixture();
        await _fixture.FillAsync(Pods);
        _keys = [.. Enumerable.Range(0, Pods).Select(StoreFixture.Pod)];
    }

    [GlobalCleanup]
    public async Task CleanupAsync() => await _fixture.DisposeAsync();

    [Benchmark]
    public StoreEntry? Get() => _fixture.Store.Get(_keys[_random.Next(Pods)]);

    [Benchmark]
    public int RangeOf10000()
    {
        var bytes = 0;
        foreach (var entry in _fixture.Store.Range(new RangeQuery(StoreFixture.Pods) { Limit = 10_000 }).Entries)
            bytes += entry.Value.Length;
        return bytes;
    }

    [Benchmark]
    public long PageOf500InTheMiddle() => _fixture.Store
        .Range(new RangeQuery(StoreFixture.Pods) { StartAfter = _keys[Pods / 2], Limit = 500 }).RemainingCount;
}
