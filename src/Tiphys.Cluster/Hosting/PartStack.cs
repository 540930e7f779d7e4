namespace Tiphys.Cluster.Hosting;

/// <summary>Parts that were started one after the other, closed in the opposite order.</summary>
internal sealed class PartStack : IAsyncDisposable
{
    private readonly Stack<object> _parts = new();

    /// <summary>Takes a part over and gives it back.</summary>
    /// <typeparam name="T">A type that can be closed.</typeparam>
    public T Keep<T>(T part)
        where T : notnull
    {
        _parts.Push(part);
        return part;
    }

    /// <summary>Closes the parts, the last first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable closing)
            {
                await closing.DisposeAsync();
            }
            else
            {
                ((IDisposable)part).Dispose();
            }
        }
    }
}
