using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Client.Http;

/// <summary>Reads the stream of a WATCH: one JSON event a line.</summary>
internal static class WatchStreamReader
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    public static async IAsyncEnumerable<WatchNotice<T>> ReadAsync<T>(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var pipe = PipeReader.Create(stream);
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var notice = Parse<T>(buffer.Slice(0, end));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                if (notice is not null)
                {
                    yield return notice;
                }
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                // What is left is part of an event that the end of the stream cut off: the next watch tells it again.
                break;
            }
        }

        await pipe.CompleteAsync();
    }

    /// <summary>One event; null for an empty line.</summary>
    /// <exception cref="ApiException">The server ended the watch with an error.</exception>
    internal static WatchNotice<T>? Parse<T>(in ReadOnlySequence<byte> line)
        where T : class, IKubernetesObject<T>
    {
        var json = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        if (json.Trim(" \r\n\t"u8).IsEmpty)
        {
            return null;
        }

        var change = ApiJson.Read<WatchEvent>(json);
        if (change.Type == "ERROR")
        {
            throw new ApiException(ApiJson.Read<Status>(change.Object.Utf8));
        }

        var value = ApiJson.Read<T>(change.Object.Utf8);
        var version = value.Metadata.ResourceVersion;
        return change.Type switch
        {
            "ADDED" => new(WatchNoticeType.Added, value, version),
            "MODIFIED" => new(WatchNoticeType.Modified, value, version),
            "DELETED" => new(WatchNoticeType.Deleted, value, version),
            "BOOKMARK" => new(WatchNoticeType.Bookmark, null, version, value.Metadata.Annotations.GetValueOrDefault(InitialEventsEnd) == "true"),
            _ => throw new JsonDecodeException($"unknown type of watch event: {change.Type}"),
        };
    }
}
