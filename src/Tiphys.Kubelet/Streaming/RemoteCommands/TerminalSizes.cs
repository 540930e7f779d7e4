using System.Runtime.CompilerServices;
using System.Text.Json;
using Tiphys.Containers;

namespace Tiphys.Kubelet.Streaming.RemoteCommands;

/// <summary>Reads sizes of a terminal: JSON objects <c>{"Width":80,"Height":24}</c> one after another.</summary>
internal static class TerminalSizes
{
    // Far more than any object needs.
    private const int MaxBytes = 1024;

    /// <summary>Ends with the stream, or at the first thing that is no size.</summary>
    public static async IAsyncEnumerable<TerminalSize> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (count == 0)
            {
                yield break;
            }

            length += count;
            while (true)
            {
                var (size, used) = Next(buffer.AsSpan(0, length));
                if (used < 0)
                {
                    yield break;
                }

                if (size is not { } known)
                {
                    break;
                }

                buffer.AsSpan(used, length - used).CopyTo(buffer);
                length -= used;
                yield return known;
            }
        }
    }

    /// <summary>The first size and how many bytes it took; no size when more bytes are needed; -1 when it never will be one.</summary>
    private static (TerminalSize? Size, int Used) Next(ReadOnlySpan<byte> bytes)
    {
        var (width, height) = (0, 0);
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
            if (!reader.Read())
            {
                return (null, 0);
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return (null, -1);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt16(out var value))
                {
                    return (null, -1);
                }

                width = "width".Equals(name, StringComparison.OrdinalIgnoreCase) ? value : width;
                height = "height".Equals(name, StringComparison.OrdinalIgnoreCase) ? value : height;
            }

            return reader.TokenType == JsonTokenType.EndObject
                ? (new TerminalSize((ushort)width, (ushort)height), (int)reader.BytesConsumed)
                : (null, 0);
        }
        catch (JsonException)
        {
            // The reader cannot tell a cut from a fault: what does not become whole within the buffer is a fault.
            return (null, 0);
        }
    }
}
