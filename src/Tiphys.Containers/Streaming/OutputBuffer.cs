namespace Tiphys.Containers.Streaming;

/// <summary>Collects a command's output up to a limit and drops the rest, so that the command never waits for its reader.</summary>
internal static class OutputBuffer
{
    // As CRI's ExecSync: 16 MiB.
    private const int Limit = 16 << 20;

    public static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var buffer = new byte[16 << 10];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            output.Write(buffer, 0, (int)Math.Min(count, Limit - output.Length));
        return output.ToArray();
    }
}
