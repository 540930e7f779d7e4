using System.Text;
using Microsoft.AspNetCore.Http;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Protobuf;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.ManagedFields;
using Tiphys.ApiServer.Patching;
using Tiphys.ApiServer.Pipeline;
using Tiphys.ApiServer.Selectors;
using Tiphys.Fuzz.Tests.Engine;
using Tiphys.Kubelet.Streaming;
using Tiphys.Kubelet.Streaming.Spdy;

namespace Tiphys.Fuzz.Tests.Targets;

/// <summary>All parsers that meet the network.</summary>
internal static class FuzzTargets
{
    private static readonly byte[][] Bodies =
        [.. Recordings.All.Where(request => request.Body.Length > 0).Select(request => request.Body).Distinct().Select(Encoding.UTF8.GetBytes)];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("request", [.. Recordings.All.Select(ServerUnderFuzz.Write).Concat(Protobufs.Requests)], new ServerUnderFuzz().Send),
        Text("quantity", ["100m", "1.5Gi", "12e6", "-3", "0.000000001n"], text => Quantity.TryParse(text, out var quantity) ? RoundTrip(quantity) : "no"),
        Text("duration", ["1h2m3.5s", "100ms", "-1.5h", "0", "1us"], text => Duration.TryParse(text, out var duration) ? $"{duration.ToString().Length}" : "no"),
        Text("time", ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.123456+01:00"], text => Rfc3339.TryParse(text, out _) ? "yes" : "no"),
        Text("labels", ["a=b,c!=d", "a in (b,c),!d", "a notin (x),b", "x>1,y<2"], text => Refusing(() => LabelQuery.Parse(text))),
        Text("continue", [new ContinueToken(5, "default/a").ToString()!], text => Refusing(() => ContinueToken.Parse(text))),
        Text("accept", ["application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "application/vnd.kubernetes.protobuf", "*/*"], text => Refusing(() => Negotiate(text))),
        Text("path", ["f:metadata", "k:{\"name\":\"a\",\"port\":1}", "v:\"x\"", "i:0"], text => Refusing(() => ReadPath(text))),
        new("json", Bodies, input => Refusing(() => JsonValue.Parse(input, []))),
        new("yaml", [.. Bodies, "a: &x [1, 2]\nb: *x\nc: |\n  text\n---\nd: 1"u8.ToArray()], input => Refusing(() => YamlJson.Convert(input))),
        new("fields", [.. Bodies], input => Refusing(() => FieldSets(input))),
        new("jsonpatch", [.. Pairs("[{\"op\":\"add\",\"path\":\"/data/a\",\"value\":1},{\"op\":\"move\",\"from\":\"/data\",\"path\":\"/x\"}]")], input => Refusing(() => Patch(input, JsonPatch.Apply))),
        new("mergepatch", [.. Pairs("{\"data\":{\"a\":null,\"b\":{\"c\":1}}}")], input => Refusing(() => Patch(input, MergePatch.Apply))),
        new("protobuf", Protobufs.Pods, input => Refusing(() => ReadPod(input))),
        new("envelope", Protobufs.Envelopes, input => Refusing(() => ProtobufEnvelope.Open(input, out _))),
        new("spdyheaders", SpdyBlocks.All, input => Refusing(() => new SpdyHeaderReader().Read(input))),
        new("spdy", SpdyBlocks.Connections, SpdyUnderFuzz.Run),
        new("websocket", WebSocketUnderFuzz.Corpus, WebSocketUnderFuzz.Run),
    ];

    private static FuzzTarget Text(string name, string[] corpus, Func<string, string> run) =>
        new(name, [.. corpus.Select(Encoding.UTF8.GetBytes)], input => run(Encoding.UTF8.GetString(input)));

    // What is printed is read as the same again.
    private static string RoundTrip(Quantity quantity)
    {
        var text = quantity.ToString();
        Assert.True(Quantity.TryParse(text, out var again) && again.CompareTo(quantity) == 0, $"{text} is read as {again}");
        return $"{text.Length}";
    }

    // Refusals that a client is told of; any other exception is a failure.
    private static string Refusing(Func<object?> parse)
    {
        try
        {
            return parse() is null ? "nothing" : "taken";
        }
        catch (Exception error) when (error is ApiException or JsonDecodeException or ProtobufException or StreamProtocolException)
        {
            return new string([.. error.Message.Where(char.IsAsciiLetter).Take(30)]);
        }
    }

    private static object Negotiate(string accept)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Accept = accept;
        return MediaFormat.Negotiate(http.Request);
    }

    private static object? ReadPath(string text)
    {
        var element = PathElement.Parse(text);
        if (element is not null)
        {
            PathElement.AppendReadable(new StringBuilder(), element);
        }

        return element;
    }

    private static Pod ReadPod(byte[] input)
    {
        var reader = new ProtobufReader(input);
        return Pod.ReadProtobuf(ref reader);
    }

    private static object FieldSets(byte[] input) => KnownFieldSets.Read(new RawJson(input));

    private static IEnumerable<byte[]> Pairs(string patch) => Bodies.Take(50).Select(body => (byte[])[.. Encoding.UTF8.GetBytes(patch), 0, .. body]);

    // A patch and the document, with a zero byte between.
    private static object Patch(byte[] input, Func<JsonValue, JsonValue, JsonValue> apply)
    {
        var middle = Math.Max(0, input.AsSpan().IndexOf((byte)0));
        return apply(JsonValue.Parse(input.AsSpan(middle == 0 ? 0 : middle + 1)), JsonValue.Parse(input.AsSpan(0, middle)));
    }
}
