using System.Buffers;

namespace Tiphys.WebServer.Tests;

public sealed class BlockPoolTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly BlockPool _pool;

    public BlockPoolTests() => _pool = new BlockPool(_clock);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void A_block_that_came_back_is_given_out_again()
    {
        var first = _pool.Rent();
        first.Memory.Span[0] = 7;
        first.Dispose();
        using var second = _pool.Rent(4096);
        Assert.Same(first, second);
        Assert.Equal(16 * 1024, second.Memory.Length);
    }

    [Fact]
    public void More_than_a_block_is_not_to_be_had() => Assert.Throws<ArgumentOutOfRangeException>(() => _pool.Rent(_pool.MaxBufferSize + 1));

    [Fact]
    public void Blocks_that_nobody_needed_for_a_while_are_given_up()
    {
        var many = Enumerable.Range(0, 10).Select(_ => _pool.Rent()).ToList();
        many.ForEach(block => block.Dispose());
        Assert.Equal(10, _pool.Free);

        UseOne(after: TimeSpan.FromSeconds(11)); // looks for the first time: nothing is known of the time before
        UseOne(after: TimeSpan.FromSeconds(11));
        Assert.Equal(1, _pool.Free);
    }

    [Fact]
    public void Blocks_that_were_needed_stay()
    {
        for (var round = 0; round < 4; round++)
        {
            var many = Enumerable.Range(0, 10).Select(_ => _pool.Rent()).ToList();
            _clock.Advance(TimeSpan.FromSeconds(11));
            many.ForEach(block => block.Dispose());
        }

        Assert.Equal(10, _pool.Free);
    }

    private void UseOne(TimeSpan after)
    {
        var block = _pool.Rent();
        _clock.Advance(after);
        block.Dispose();
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
