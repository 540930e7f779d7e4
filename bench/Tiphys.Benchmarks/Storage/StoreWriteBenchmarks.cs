using BenchmarkDotNet.Attributes;

namespace Tiphys.Benchmarks.Storage;

/// <summary>Durable writes of 2.6 KB, by one writer after another and by 64 at once.</summary>
public class StoreWriteBenchmarks
{
    private const int Writes = 2048;

    private readonly byte[] _value = StoreFixture.Value(2600);
    private readonly CpuMeter _cpu = new();
    private StoreFixture _fixture = null!;
    private int _last;
    private int _rounds;

    [Params(1, 64)]
    public int Writers { get; set; }

    [GlobalSetup]
    public void Setup() => _fixture = new StoreFixture();

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        _cpu.Print($"write, {Writers} writers");
        await _fixture.DisposeAsync();
    }

    [Benchmark(OperationsPerInvoke = Writes)]
    public Task Create() => RunAsync(async number =>
        await _fixture.Store.CreateAsync(StoreFixture.Pod(number), _value, null, CancellationToken.None));

    [Benchmark(OperationsPerInvoke = Writes)]
    public async Task Update()
    {
        if (_last == 0)
            await _fixture.FillAsync(_last = 4096);
        await RunAsync(async number =>
            await _fixture.Store.UpdateAsync(StoreFixture.Pod(number % 4096), _value, 0, null, CancellationToken.None));
    }

    private async Task RunAsync(Func<int, Task> write)
    {
        if (_rounds++ == 4)
            _cpu.Restart();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Writes / Writers; i++)
                await write(Interlocked.Increment(ref _last));
        })));
        _cpu.Add(Writes);
    }
}
