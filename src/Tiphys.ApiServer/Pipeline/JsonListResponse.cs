using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Storage;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Sends a list by copying the stored bytes of its items.</summary>
internal static class JsonListResponse
{
    public static async Task SendAsync(HttpContext http, string media, ResourceInfo resource, ObjectPage page, ListMeta metadata)
    {
        await using var answer = new JsonAnswer(http, 200, media);
        WriteHead(answer.Writer, resource, metadata);
        for (var i = 0; i < page.Entries.Count; i++)
        {
            WriteItem(answer.Writer, resource, page, i);
            await answer.SendPieceAsync();
        }

        answer.Writer.Write("]}"u8);
        await answer.CompleteAsync();
    }

    private static void WriteHead(JsonWriter writer, ResourceInfo resource, ListMeta metadata)
    {
        writer.StartObject();
        writer.NameOf("kind");
        writer.String(resource.ListKind);
        writer.NameOf("apiVersion");
        writer.String(resource.Kind.ApiVersion);
        writer.NameOf("metadata");
        metadata.WriteJson(writer);
        writer.NameOf("items");
        writer.StartArray();
    }

    // The bytes go past the writer's own commas.
    private static void WriteItem(JsonWriter writer, ResourceInfo resource, ObjectPage page, int index)
    {
        if (index > 0)
        {
            writer.Write(","u8);
        }

        var entry = page.Entries[index];
        ObjectJson.Write(resource, entry.Value.Span, entry.ModRevision, writer, asItem: true);
    }
}
