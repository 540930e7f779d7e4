using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Watching;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Sends a watch until it times out, the client goes or its history is lost.</summary>
internal sealed class WatchResponse(ApiServerCore server, HttpContext http, ResourceWatch watch, MediaFormat format)
{
    private static readonly TimeSpan BookmarkPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastFlushPatience = TimeSpan.FromSeconds(1);

    private readonly string _includeObject = format.As == "Table" ? TableOptions.IncludeObject(http.Request) : "";
    private bool _hasHeaders;
    private int _bookmarkDue;

    /// <summary>Called when what is there already is sent; more than once.</summary>
    public Action? Started { get; init; }

    private PipeWriter Output => http.Response.BodyWriter;

    public async Task SendAsync(TimeSpan timeout, bool bookmarks, CancellationToken stopping)
    {
        http.Response.ContentType = format.IsProtobuf ? MediaFormat.Protobuf + ";stream=watch" : format.Media;
        http.Response.Headers.CacheControl = "no-cache, private";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var timer = server.Clock.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), end, timeout, Timeout.InfiniteTimeSpan);
        await http.Response.StartAsync(http.RequestAborted);
        await Output.FlushAsync(http.RequestAborted);
        try
        {
            await FollowAsync(bookmarks, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The watch has run its time, or nobody listens any more: that is how watches end.
        }
        catch (RevisionCompactedException error)
        {
            WriteError(StatusErrors.Expired(ResourceHandlers.TooOld(error)).Status);
            await Output.FlushAsync(http.RequestAborted);
        }
    }

    private async Task FollowAsync(bool bookmarks, CancellationToken cancellationToken)
    {
        using var ticks = bookmarks ? server.Clock.CreateTimer(AskForBookmark, null, BookmarkPeriod, BookmarkPeriod) : null;
        do
        {
            while (watch.TryRead(out var item))
            {
                Write(item);
                if (Output.UnflushedBytes > 64 * 1024)
                {
                    await FlushAsync(cancellationToken);
                }
            }

            if (Interlocked.Exchange(ref _bookmarkDue, 0) != 0)
            {
                Write(new WatchItem(WatchItemType.Bookmark, null, watch.Revision));
            }

            await FlushAsync(cancellationToken);
            Started?.Invoke();
        }
        while (await watch.WaitToReadAsync(cancellationToken));
    }

    // A flush that is cancelled resets the stream, as if the server had failed. A watch that ends is to end in order, unless its client
    // does not read what was sent.
    private async ValueTask FlushAsync(CancellationToken end)
    {
        var flush = Output.FlushAsync(http.RequestAborted);
        if (flush.IsCompleted)
        {
            await flush;
            return;
        }

        var pending = flush.AsTask();
        try
        {
            await pending.WaitAsync(end);
        }
        catch (OperationCanceledException) when (!pending.IsCompleted)
        {
            await FinishAsync(pending);
            throw;
        }
    }

    private async Task FinishAsync(Task pending)
    {
        try
        {
            await pending.WaitAsync(LastFlushPatience, server.Clock, http.RequestAborted);
        }
        catch (TimeoutException)
        {
            http.Abort();
        }
    }

    private void AskForBookmark(object? state)
    {
        Interlocked.Exchange(ref _bookmarkDue, 1);
        watch.Nudge();
    }

    private void Write(in WatchItem item)
    {
        if (format.IsProtobuf)
        {
            WriteProtobuf(item);
        }
        else if (format.As.Length > 0)
        {
            WriteConverted(item);
        }
        else
        {
            WatchJson.Write(watch.Selection.Resource, item, Output);
        }
    }

    private void WriteConverted(in WatchItem item)
    {
        using var writer = new JsonWriter();
        writer.StartObject();
        writer.NameOf("type");
        writer.String(TypeName(item.Type));
        writer.NameOf("object");
        var value = Value(item);
        if (format.As == "Table" && server.TablePrinter is { } printer)
        {
            WriteTable(printer, writer, value);
        }
        else if (format.As.StartsWith("Partial", StringComparison.Ordinal))
        {
            new PartialObjectMetadata { Metadata = value.Metadata }.WriteJson(writer);
        }
        else
        {
            value.WriteJson(writer);
        }

        writer.EndObject();
        Output.Write(writer.WrittenSpan);
        Output.Write("\n"u8);
    }

    // Only the first event tells of the columns.
    private void WriteTable(ITablePrinter printer, JsonWriter writer, IKubernetesObject value)
    {
        var rows = printer.Write(writer, new()
        {
            Kind = watch.Selection.Resource.Kind,
            Objects = [value],
            Metadata = new ListMeta { ResourceVersion = value.Metadata.ResourceVersion },
            IncludeObject = _includeObject,
            NoHeaders = _hasHeaders,
            Version = format.Version,
        });
        _hasHeaders = rows.Count() == 1;
    }

    private void WriteProtobuf(in WatchItem item)
    {
        var resource = watch.Selection.Resource;
        if (item.Entry is { } entry && entry.ModRevision == item.Revision)
        {
            var message = ObjectProtobuf.Of(resource, entry);
            WriteFrame(TypeName(item.Type), resource.Kind, writer => writer.Raw(message));
        }
        else
        {
            WriteFrame(TypeName(item.Type), resource.Kind, Value(item).WriteProtobuf);
        }
    }

    private IKubernetesObject Value(in WatchItem item)
    {
        var resource = watch.Selection.Resource;
        if (item.Entry is not { } entry)
        {
            return WatchJson.Bookmark(resource, item);
        }

        var value = ObjectJson.Decode(resource, entry);
        return entry.ModRevision == item.Revision ? value : DecodedObject.WithVersion(value, item.Revision);
    }

    private void WriteError(Status status)
    {
        if (format.IsProtobuf)
        {
            WriteFrame("ERROR", new("", "v1", "Status"), status.WriteProtobuf);
            return;
        }

        using var writer = new JsonWriter();
        writer.StartObject();
        writer.NameOf("type");
        writer.String("ERROR");
        writer.NameOf("object");
        status.WriteJson(writer);
        writer.EndObject();
        Output.Write(writer.WrittenSpan);
        Output.Write("\n"u8);
    }

    // A frame is its length, four bytes, and a WatchEvent whose object is in its envelope.
    private void WriteFrame(string type, GroupVersionKind kind, Action<ProtobufWriter> write)
    {
        using var writer = new ProtobufWriter();
        var start = writer.Length;
        ProtobufEnvelope.Write(writer, kind, write);
        writer.Header(1, writer.Length - start);
        writer.Header(2, writer.Length - start);
        writer.String(1, type);
        BinaryPrimitives.WriteInt32BigEndian(Output.GetSpan(4), writer.Length);
        Output.Advance(4);
        Output.Write(writer.WrittenSpan);
    }

    private static string TypeName(WatchItemType type) => type switch
    {
        WatchItemType.Added => "ADDED",
        WatchItemType.Modified => "MODIFIED",
        WatchItemType.Deleted => "DELETED",
        _ => "BOOKMARK",
    };
}
