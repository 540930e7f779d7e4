using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Tiphys.WebServer;

/// <summary>Gives all connections of a server one pool.</summary>
internal sealed class BlockPoolFactory : IMemoryPoolFactory<byte>, IDisposable
{
    private readonly BlockPool _pool = new(TimeProvider.System);

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => _pool;

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();
}
