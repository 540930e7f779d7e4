using System.Text;
using Tiphys.Api;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;
using Tiphys.ApiServer.Patching;

namespace Tiphys.ApiServer.Tests.Patching;

/// <summary>Patches as a real API server answered them.</summary>
public sealed class RecordedPatchTests
{
    public static TheoryData<string> Files => [.. Conversations.Names("machinery/patch-")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Recorded_patch_gives_the_recorded_object(string file)
    {
        var problems = new List<string>();
        foreach (var step in Conversations.Read(file).Where(step => step.Method == "PATCH" && step.Code == 200 && step.Live is not null))
        {
            if (Codec(step.Live!) is not { } codec || step.Answer is null || Conversations.Text(step.Answer, "kind") != codec.Kind.Kind)
            {
                continue;
            }

            if (Apply(step, codec.Schema) is { } result && Difference(Typed(codec, result), WithoutServerFields(step.Answer), "") is { } difference)
            {
                problems.Add($"{step.Do}: {difference}");
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Theory]
    [InlineData("machinery/patch-json.json")]
    [InlineData("machinery/patch-json-arrays.json")]
    [InlineData("machinery/patch-merge.json")]
    [InlineData("machinery/patch-strategic.json")]
    public void Recorded_patch_that_cannot_be_applied_fails_with_the_recorded_message(string file)
    {
        var problems = new List<string>();
        var checkedSteps = 0;
        foreach (var step in Conversations.Read(file).Where(step => step.Method == "PATCH" && step.Code >= 400 && step.Live is not null))
        {
            if (!IsOurs(step))
            {
                continue;
            }

            checkedSteps++;
            var error = Record.Exception(() => Apply(step, Codec(step.Live!)!.Schema));
            if (error is not ApiException failure || failure.Code != step.Code || !failure.Message.EndsWith(step.Message, StringComparison.Ordinal))
            {
                problems.Add($"{step.Do}: expected {step.Code} {step.Message}, got {error?.Message ?? "no failure"}");
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.NotEqual(0, checkedSteps);
    }

    // Everything else is said by decoding, validation or the request handler. JSON syntax has its own messages.
    private static bool IsOurs(Step step) =>
        step.Message.StartsWith("the server rejected", StringComparison.Ordinal)
            || step.Message.StartsWith("error decoding patch: json", StringComparison.Ordinal)
            || step.Message is "Invalid JSON Patch" or "invalid patch format of retainKeys"
            || (step.Code == 500 && !step.Message.Contains("ParseUint", StringComparison.Ordinal));

    private static JsonValue? Apply(Step step, Schema schema)
    {
        var patch = step.Body ?? (step.Text.Length > 0 ? JsonValue.Parse(Encoding.UTF8.GetBytes(step.Text)) : JsonNull.Instance);
        return step.ContentType switch
        {
            "application/json-patch+json" => JsonPatch.Apply(step.Live!, patch),
            "application/merge-patch+json" => MergePatch.Apply(step.Live!, patch),
            "application/strategic-merge-patch+json" => StrategicMergePatch.Apply(step.Live!, patch, schema),
            _ => null,
        };
    }

    internal static KindCodec? Codec(JsonMap live)
    {
        var version = Conversations.Text(live, "apiVersion").Split('/');
        return ApiCatalog.FindCodec(new GroupVersionKind(version.Length == 1 ? "" : version[0], version[^1], Conversations.Text(live, "kind")));
    }

    // Placeholders of recorded times are no times.
    private static JsonValue Typed(KindCodec codec, JsonValue value)
    {
        var json = WithoutServerFields((JsonMap)value).ToString();
        using var writer = new JsonWriter();
        codec.WriteJson(writer, codec.ReadJson(Encoding.UTF8.GetBytes(json), new JsonReadContext()));
        return ((JsonMap)JsonValue.Parse(writer.WrittenSpan)).Without("status");
    }

    private static JsonMap WithoutServerFields(JsonMap value)
    {
        var metadata = value["metadata"] as JsonMap ?? JsonMap.Empty;
        var kept = metadata.Filter(name => name is "labels" or "annotations" or "finalizers" or "name");
        return (JsonMap)WithoutPlaceholders(value.With("metadata", kept).Without("status"))!;
    }

    private static JsonValue? WithoutPlaceholders(JsonValue value) => value switch
    {
        JsonMap map => map.Aggregate(JsonMap.Empty, (kept, member) => WithoutPlaceholders(member.Value) is { } good ? kept.With(member.Key, good) : kept),
        JsonList list => JsonList.Create([.. list.Select(item => WithoutPlaceholders(item) ?? JsonText.Empty)]),
        JsonText { Value: var text } when text.Contains('«', StringComparison.Ordinal) || text.StartsWith("${", StringComparison.Ordinal) => null,
        _ => value,
    };

    /// <summary>Where the result is not part of what the server answered, which has defaults besides.</summary>
    private static string? Difference(JsonValue result, JsonValue answer, string path)
    {
        switch (result, answer)
        {
            case (JsonMap left, JsonMap right):
                return left.Select(member => right[member.Key] is { } other
                    ? Difference(member.Value, other, $"{path}.{member.Key}")
                    : Empty(member.Value) ? null : $"{path}.{member.Key} is {member.Value} and should not be").FirstOrDefault(found => found is not null);
            case (JsonList left, JsonList right) when left.Count == right.Count:
                return left.Select((item, at) => Difference(item, right[at], $"{path}[{at}]")).FirstOrDefault(found => found is not null);
            default:
                return result.Equals(answer) || Empty(result) ? null : $"{path} is {result} and should be {answer}";
        }
    }

    private static bool Empty(JsonValue value) => value is JsonMap { Count: 0 } or JsonList { Count: 0 } or JsonText { Value: "" } or JsonNumber { Raw: "0" } or JsonNull;
}
