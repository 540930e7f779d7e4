using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Reads request bodies: JSON, YAML or protobuf.</summary>
internal static class BodyReader
{
    private const int MaxBytes = 3 * 1024 * 1024;

    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        // What was read is taken off the connection at once, or a body larger than the flow window would never come whole.
        var collected = new ArrayBufferWriter<byte>((int)(request.ContentLength is > 0 and var length ? length : 1024));
        while (true)
        {
            var read = await ReadAsync(request.BodyReader, cancellationToken);
            if (collected.WrittenCount + read.Buffer.Length > MaxBytes)
            {
                throw TooLarge();
            }

            foreach (var part in read.Buffer)
            {
                collected.Write(part.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return collected.WrittenMemory;
            }
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(cancellationToken);
        }
        catch (IOException error) when (error is not BadHttpRequestException)
        {
            throw new BodyLostException(error);
        }
    }

    public static string MediaType(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim();
    }

    public static FieldValidation Validation(HttpRequest request) => RequestInfoParser.First(request.Query, "fieldValidation") switch
    {
        "Ignore" => FieldValidation.Ignore,
        "Strict" => FieldValidation.Strict,
        _ => FieldValidation.Warn,
    };

    /// <summary>Decodes a body of the kind that the path asks for.</summary>
    public static object Decode(RequestContext context, KindCodec codec, string mediaType, ReadOnlyMemory<byte> body, FieldValidation validation)
    {
        try
        {
            return mediaType.ToLowerInvariant() switch
            {
                MediaFormat.Protobuf => FromProtobuf(codec, body.Span),
                MediaFormat.Yaml => FromYaml(context, codec, body, validation),
                "" or MediaFormat.Json => LooksLikeYaml(mediaType, body.Span)
                    ? FromYaml(context, codec, body, validation)
                    : FromJson(context, codec, body, body, validation, null),
                _ => throw Unsupported(),
            };
        }
        catch (JsonDecodeException error)
        {
            var message = $"{codec.Kind.Kind} in version \"{codec.Kind.Version}\" cannot be handled as a {codec.Kind.Kind}: {error.Message}";
            throw new ApiException(StatusErrors.BadRequest(message).Status, error);
        }
        catch (ProtobufException error)
        {
            throw new ApiException(StatusErrors.BadRequest(error.Message).Status, error);
        }
    }

    private static object FromYaml(RequestContext context, KindCodec codec, ReadOnlyMemory<byte> body, FieldValidation validation)
    {
        var duplicates = new List<string>();
        return FromJson(context, codec, YamlJson.Convert(body.Span, duplicates), body, validation, duplicates);
    }

    private static object FromJson(
        RequestContext context, KindCodec codec, ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> body, FieldValidation validation, List<string>? duplicates)
    {
        var found = JsonKind.Read(json.Span);
        BodyTypes.Check(codec.Kind, found.ApiVersion, found.Kind, body.Span);
        var read = new JsonReadContext(validation != FieldValidation.Ignore);
        var value = codec.ReadJson(json.Span, read);
        if (validation != FieldValidation.Ignore)
        {
            Report(context, codec.Kind, FieldProblems.Told(read.Problems), duplicates, validation);
        }

        return value;
    }

    // Members given twice are told once: those of YAML by their line, which the JSON made of it does not have.
    private static void Report(
        RequestContext context, GroupVersionKind kind, IReadOnlyList<string> problems, List<string>? duplicates, FieldValidation validation)
    {
        var others = duplicates is null ? problems : [.. problems.Where(problem => !FieldProblems.IsDuplicate(problem))];
        if (validation == FieldValidation.Strict && others.Count + (duplicates?.Count ?? 0) > 0)
        {
            var all = duplicates is { Count: > 0 } ? others.Prepend(YamlJson.Describe(duplicates)) : others;
            throw StatusErrors.BadRequest(
                $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: strict decoding error: {string.Join(", ", all)}");
        }

        foreach (var problem in (duplicates ?? []).Concat(others))
        {
            context.Warn(problem);
        }
    }

    private static object FromProtobuf(KindCodec codec, ReadOnlySpan<byte> body)
    {
        if (!ProtobufEnvelope.HasPrefix(body))
        {
            throw BodyTypes.Unrecognized(codec.Kind, "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]", body);
        }

        var kind = ProtobufEnvelope.Open(body, out var message);
        BodyTypes.Check(codec.Kind, kind.ApiVersion, kind.Kind, body);
        return codec.ReadProtobuf(message);
    }

    private static bool LooksLikeYaml(string mediaType, ReadOnlySpan<byte> body)
    {
        var trimmed = body.TrimStart(" \t\r\n"u8);
        return mediaType.Length == 0 && trimmed.Length > 0 && trimmed[0] is not ((byte)'{' or (byte)'n');
    }

    private static ApiException TooLarge() => StatusErrors.Of(413, StatusReason.RequestEntityTooLarge, "Request entity too large: limit is 3145728", null);

    private static ApiException Unsupported() => StatusErrors.Of(
        415,
        StatusReason.UnsupportedMediaType,
        "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, "
        + "application/vnd.kubernetes.protobuf",
        null);
}

/// <summary>The rest of a body will never come: its connection is gone.</summary>
internal sealed class BodyLostException(IOException inner) : IOException("the connection was lost in the middle of the body", inner);

/// <summary>Reads kind and apiVersion of a JSON object without decoding it.</summary>
internal static class JsonKind
{
    public static (string ApiVersion, string Kind) Read(ReadOnlySpan<byte> json)
    {
        var apiVersion = "";
        var kind = "";
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return ("", "");
            }

            // Both stand first in what most clients send, and the rest need not be read then.
            while ((kind.Length == 0 || apiVersion.Length == 0) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isKind = reader.ValueTextEquals("kind"u8);
                var isVersion = reader.ValueTextEquals("apiVersion"u8);
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                {
                    kind = isKind ? reader.GetString()! : kind;
                    apiVersion = isVersion ? reader.GetString()! : apiVersion;
                }

                if (kind.Length > 0 && apiVersion.Length > 0)
                {
                    break;
                }

                reader.Skip();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The decoder that comes next meets the same fault, which may be text that is no UTF-8, and describes it.
        }

        return (apiVersion, kind);
    }
}
