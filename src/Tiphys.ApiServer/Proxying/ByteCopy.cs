using System.Buffers;

namespace Tiphys.ApiServer.Proxying;

/// <summary>Passes bytes on as they come.</summary>
internal static class ByteCopy
{
    private const int BufferBytes = 32 * 1024;

    public static async Task RunAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                await target.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
