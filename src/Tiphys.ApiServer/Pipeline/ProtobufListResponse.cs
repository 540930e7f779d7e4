using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>
/// Sends a list as protobuf in pieces. The envelope tells the length of the list before the list begins, so all items are encoded first:
/// <code>magic · kind · length of the list ┊ metadata · item · item · … ┊ tail</code>
/// </summary>
internal sealed class ProtobufListResponse(HttpContext http, ResourceInfo resource, ObjectPage page, ListMeta metadata)
{
    private const int PieceBytes = 128 * 1024;

    // Field 2 with a length.
    private const byte ItemTag = (2 << 3) | 2;

    public async Task SendAsync()
    {
        var count = page.Entries.Count;
        var items = ArrayPool<byte[]>.Shared.Rent(count);
        try
        {
            await SendAsync(items.AsMemory(0, count), Encode(items));
        }
        finally
        {
            ArrayPool<byte[]>.Shared.Return(items, clearArray: true);
        }
    }

    /// <summary>Encodes all items and gives their length with their headers.</summary>
    private int Encode(byte[][] items)
    {
        var length = 0;
        for (var i = 0; i < page.Entries.Count; i++)
        {
            items[i] = ObjectProtobuf.Of(resource, page.Entries[i]);
            length = checked(length + 1 + ProtobufWriter.VarintLength(items[i].Length) + items[i].Length);
        }

        return length;
    }

    private async Task SendAsync(ReadOnlyMemory<byte[]> items, int itemsLength)
    {
        using var head = new ProtobufWriter();
        head.Object(1, metadata);
        ProtobufEnvelope.WriteHead(head, resource.Kind with { Kind = resource.ListKind }, checked(head.Length + itemsLength));
        var length = (long)head.Length + itemsLength + ProtobufEnvelope.Tail.Length;
        var response = http.Response;
        response.ContentType = MediaFormat.Protobuf;
        response.Headers.CacheControl = "no-cache, private";
        if (Compression.IsWanted(http, length))
        {
            await using var gzip = Compression.Begin(http);
            await WriteAsync(PipeWriter.Create(gzip, new StreamPipeWriterOptions(leaveOpen: true)), head.WrittenMemory, items);
            return;
        }

        response.ContentLength = length;
        await WriteAsync(response.BodyWriter, head.WrittenMemory, items);
    }

    private async Task WriteAsync(PipeWriter output, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte[]> items)
    {
        output.Write(head.Span);
        for (var i = 0; i < items.Length; i++)
        {
            WriteItem(output, items.Span[i]);
            if (output.UnflushedBytes >= PieceBytes)
            {
                await output.FlushAsync(http.RequestAborted);
            }
        }

        output.Write(ProtobufEnvelope.Tail);
        await output.FlushAsync(http.RequestAborted);
    }

    private static void WriteItem(PipeWriter output, byte[] item)
    {
        var header = output.GetSpan(1 + ProtobufWriter.MaxVarintLength);
        header[0] = ItemTag;
        output.Advance(1 + ProtobufWriter.WriteVarint(header[1..], (uint)item.Length));
        output.Write(item);
    }
}
