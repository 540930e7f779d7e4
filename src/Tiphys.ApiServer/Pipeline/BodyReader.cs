using System.Buffers;
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
            var read = await request.BodyReader.ReadAsync(cancellationToken);
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

    public static string MediaType(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim();
    }

    public static FieldValidation Validation(HttpRequest request) => request.Query["fieldValidation"].ToString() switch
    {
        "" or "Warn" => FieldValidation.Warn,
        "Ignore" => FieldValidation.Ignore,
        "Strict" => FieldValidation.Strict,
        var other => throw BadValidation(other),
    };

    /// <summary>Decodes a body of the kind that the path asks for.</summary>
    public static object Decode(RequestContext context, KindCodec codec, string mediaType, ReadOnlyMemory<byte> body, FieldValidation validation)
    {
        try
        {
            return mediaType switch
            {
                MediaFormat.Protobuf => FromProtobuf(codec, body.Span),
                MediaFormat.Yaml => FromJson(context, codec, YamlJson.Convert(body.Span), validation),
                "" or MediaFormat.Json => FromJson(context, codec, LooksLikeYaml(mediaType, body.Span) ? YamlJson.Convert(body.Span) : body, validation),
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

    private static object FromJson(RequestContext context, KindCodec codec, ReadOnlyMemory<byte> json, FieldValidation validation)
    {
        CheckKind(codec.Kind, JsonKind.Read(json.Span));
        var read = new JsonReadContext(validation != FieldValidation.Ignore);
        var value = codec.ReadJson(json.Span, read);
        if (read.Problems.Count > 0 && validation == FieldValidation.Strict)
        {
            var kind = codec.Kind.Kind;
            throw StatusErrors.BadRequest(
                $"{kind} in version \"{codec.Kind.Version}\" cannot be handled as a {kind}: strict decoding error: {string.Join(", ", read.Problems)}");
        }

        foreach (var problem in read.Problems)
        {
            context.Warn(problem);
        }

        return value;
    }

    private static object FromProtobuf(KindCodec codec, ReadOnlySpan<byte> body)
    {
        var kind = ProtobufEnvelope.Open(body, out var message);
        CheckKind(codec.Kind, (kind.ApiVersion, kind.Kind));
        return codec.ReadProtobuf(message);
    }

    private static void CheckKind(GroupVersionKind expected, (string ApiVersion, string Kind) found)
    {
        if (found.Kind.Length > 0 && found.Kind != expected.Kind)
        {
            var version = found.ApiVersion.Length > 0 ? GroupVersionKind.Of(found.ApiVersion, found.Kind).Version : expected.Version;
            throw StatusErrors.BadRequest(
                $"{found.Kind} in version \"{version}\" cannot be handled as a {expected.Kind}: "
                + $"no kind \"{found.Kind}\" is registered for version \"{(found.ApiVersion.Length > 0 ? found.ApiVersion : expected.ApiVersion)}\"");
        }

        // Reviews and evictions are taken in older versions too: their fields are the same.
        if (found.ApiVersion.Length > 0 && found.ApiVersion != expected.ApiVersion && expected.Kind is not ("Eviction" or "DeleteOptions"))
        {
            throw StatusErrors.BadRequest(
                $"the API version in the data ({found.ApiVersion}) does not match the expected API version ({expected.ApiVersion})");
        }
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

    private static ApiException BadValidation(string value)
    {
        var errors = new Tiphys.ApiServer.Validation.FieldErrors();
        errors.NotSupported(Tiphys.ApiServer.Validation.FieldPath.Root("fieldValidation"), value, ["", "Ignore", "Strict", "Warn"]);
        return errors.ToException(new("meta.k8s.io", "v1", "CreateOptions"), "");
    }
}

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

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // The decoder that comes next meets the same fault and describes it.
        }

        return (apiVersion, kind);
    }
}
