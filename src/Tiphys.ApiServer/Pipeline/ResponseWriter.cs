using System.Text;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Writes answers in the form that the client asked for.</summary>
internal sealed class ResponseWriter(ApiServerCore server, HttpContext http)
{
    private const string NotCached = "no-cache, private";

    private static readonly KindCodec StatusCodec = ApiCatalog.FindCodec(new("", "v1", "Status"))!;

    public Task WriteAsync(StoredObject value, int code, MediaFormat format)
    {
        if (format.As == "Table" && server.TablePrinter is { } printer)
        {
            return WriteTableAsync(printer, value.Resource.Kind, [value.Value], new ListMeta { ResourceVersion = value.Value.Metadata.ResourceVersion }, code, format);
        }

        if (format.As == "PartialObjectMetadata")
        {
            return WritePartialAsync(PartialObjects.Of(value.Value), PartialObjects.Kind(format.Version), code, format);
        }

        PartialObjects.RefuseList(value.Resource, format);

        return format.IsProtobuf ? WriteProtobufAsync(value.Resource.Kind, value.WriteProtobuf, code, format) : WriteJsonAsync(code, format.Media, value.WriteJson);
    }

    public Task WriteAsync(ResourceInfo resource, ObjectPage page, MediaFormat format)
    {
        var metadata = new ListMeta
        {
            ResourceVersion = page.Revision == 0 ? "" : page.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Continue = page.Continue,
            RemainingItemCount = page.Remaining,
        };
        if (format.As == "Table" && server.TablePrinter is { } printer)
        {
            return WriteTableAsync(printer, resource.Kind, Decoded(resource, page), metadata, 200, format);
        }

        if (format.As == "PartialObjectMetadataList")
        {
            return WritePartialListAsync(Decoded(resource, page), metadata, format);
        }

        PartialObjects.RefuseObject(resource, format);

        return format.IsProtobuf
            ? new ProtobufListResponse(http, resource, page, metadata).SendAsync()
            : JsonListResponse.SendAsync(http, format.Media, resource, page, metadata);
    }

    private Task WritePartialAsync(PartialObjectMetadata value, GroupVersionKind kind, int code, MediaFormat format) => format.IsProtobuf
        ? WriteRecordAsync(value, kind, code, format)
        : WriteJsonAsync(code, format.Media, writer => PartialObjects.Write(writer, value, format.Version));

    private Task WritePartialListAsync(IEnumerable<IKubernetesObject> values, ListMeta metadata, MediaFormat format) => format.IsProtobuf
        ? WriteRecordAsync(PartialObjects.List(values, metadata), PartialObjects.ListKind(format.Version), 200, format)
        : WriteJsonAsync(200, format.Media, writer => PartialObjects.WriteList(writer, values, metadata, format.Version));

    /// <summary>Writes a record of a root kind.</summary>
    public Task WriteRecordAsync(object value, GroupVersionKind kind, int code, MediaFormat format)
    {
        var codec = ApiCatalog.FindCodec(kind.Group == PartialObjects.Group ? kind with { Version = "v1" } : kind)
            ?? throw new InvalidOperationException($"no codec for {kind}");
        if (!format.IsProtobuf)
        {
            return WriteJsonAsync(code, format.Media, writer => codec.WriteJson(writer, value));
        }

        return WriteProtobufAsync(kind, body => codec.WriteProtobuf(body, value), code, format);
    }

    public Task WriteStatusAsync(Status status, MediaFormat format) =>
        WriteRecordAsync(status, StatusCodec.Kind, status.Code == 0 ? 200 : status.Code, format with { As = "" });

    /// <summary>Puts the warnings into headers (RFC 7234, code 299).</summary>
    public void AddWarnings(RequestContext context)
    {
        foreach (var warning in context.Warnings)
        {
            AddWarning(http, warning);
        }
    }

    /// <summary>A failure told as plain text, by what is no part of the API.</summary>
    public Task WriteFailureAsync(int code, string text)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return WriteTextAsync(code, text);
    }

    public Task WriteTextAsync(int code, string text, string type = "text/plain; charset=utf-8") => SendAsync(Encoding.UTF8.GetBytes(text), code, type);

    /// <summary>Puts a warning into a header.</summary>
    public static void AddWarning(HttpContext http, string warning)
    {
        var text = warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ");
        http.Response.Headers.Append("Warning", $"299 - \"{text}\"");
    }

    /// <summary>Writes a value that is not stored, such as a scale, in the form that the client wants.</summary>
    public Task WriteVirtualAsync(IKubernetesObject value, GroupVersionKind kind, int code, MediaFormat format) => format.As == "Table" && server.TablePrinter is { } printer
        ? WriteTableAsync(printer, kind, [value], new ListMeta { ResourceVersion = value.Metadata.ResourceVersion }, code, format)
        : WriteRecordAsync(value, kind, code, format with { As = "" });

    private async Task WriteTableAsync(
        ITablePrinter printer, GroupVersionKind kind, IEnumerable<IKubernetesObject> objects, ListMeta metadata, int code, MediaFormat format)
    {
        var include = TableOptions.IncludeObject(http.Request);
        var request = new TableRequest { Kind = kind, Objects = objects, Metadata = metadata, IncludeObject = include, Version = format.Version };
        await using var answer = new JsonAnswer(http, code, format.Media);
        foreach (var _ in printer.Write(answer.Writer, request))
        {
            await answer.SendPieceAsync();
        }

        await answer.CompleteAsync();
    }

    private static IEnumerable<IKubernetesObject> Decoded(ResourceInfo resource, ObjectPage page) =>
        page.Entries.Select(entry => ObjectJson.Decode(resource, entry));

    /// <summary>Writes JSON, or YAML that says the same.</summary>
    public async Task WriteJsonAsync(int code, string media, Action<JsonWriter> write, string caching = NotCached)
    {
        using var writer = new JsonWriter();
        write(writer);
        await SendAsync(JsonForms.Convert(http.Request, media, writer), code, media, caching);
    }

    private async Task WriteProtobufAsync(GroupVersionKind kind, Action<ProtobufWriter> write, int code, MediaFormat format)
    {
        using var writer = new ProtobufWriter();
        ProtobufEnvelope.Write(writer, kind, write);
        await SendAsync(writer.WrittenMemory, code, format.Media);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> body, int code, string contentType, string caching = NotCached)
    {
        var response = http.Response;
        response.StatusCode = code;
        response.ContentType = contentType;
        response.Headers.CacheControl = caching;
        if (Compression.IsWanted(http, body.Length))
        {
            await using var gzip = Compression.Begin(http);
            await gzip.WriteAsync(body, http.RequestAborted);
            return;
        }

        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
