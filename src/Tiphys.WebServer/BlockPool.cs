using System.Buffers;
using System.Collections.Concurrent;

namespace Tiphys.WebServer;

/// <summary>
/// Buffers of connections, 16 KB each: as much as one record of TLS holds. With the framework's blocks of 4 KB a long answer is encrypted and
/// handed on in four times as many steps. Blocks that were not needed for a while are given back to the garbage collector.
/// </summary>
internal sealed class BlockPool(TimeProvider clock) : MemoryPool<byte>
{
    private const int BlockSize = 16 * 1024;
    private static readonly TimeSpan TrimPeriod = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<Block> _free = new();
    private long _trimmed = clock.GetTimestamp();
    private int _unused;
    private int _count;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockSize;

    /// <summary>How many blocks wait for use.</summary>
    internal int Free => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        if (!_free.TryDequeue(out var block))
        {
            return new Block(this, GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true));
        }

        var left = Interlocked.Decrement(ref _count);
        if (left < Volatile.Read(ref _unused))
        {
            Volatile.Write(ref _unused, left);
        }

        return block;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _free.Clear();

    private void Return(Block block)
    {
        _free.Enqueue(block);
        Interlocked.Increment(ref _count);
        var now = clock.GetTimestamp();
        var trimmed = Volatile.Read(ref _trimmed);
        if (clock.GetElapsedTime(trimmed, now) > TrimPeriod && Interlocked.CompareExchange(ref _trimmed, now, trimmed) == trimmed)
        {
            Trim();
        }
    }

    // Blocks that lay here all the time since the last look are too many.
    private void Trim()
    {
        for (var surplus = Volatile.Read(ref _unused); surplus > 0 && _free.TryDequeue(out _); surplus--)
        {
            Interlocked.Decrement(ref _count);
        }

        Volatile.Write(ref _unused, Volatile.Read(ref _count));
    }

    private sealed class Block(BlockPool pool, byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose() => pool.Return(this);
    }
}
