using System.Text;
using CsCheck;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Schemas;
using Tiphys.ApiServer.Patching;

namespace Tiphys.ApiServer.Tests.Patching;

public sealed class PatchPropertyTests
{
    private static readonly Gen<string> Name = Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("c"), Gen.Const("d"));

    private static readonly Gen<JsonValue> Scalar = Gen.OneOf(
        Gen.Int[0, 5].Select(number => (JsonValue)JsonNumber.Of(number)),
        Gen.OneOf(Gen.Const(""), Gen.Const("x"), Gen.Const("ä\n\"")).Select(text => (JsonValue)new JsonText(text)),
        Gen.Bool.Select(value => (JsonValue)JsonBoolean.Of(value)));

    private static readonly Gen<JsonMap> Map = Maps(3, withLists: true);

    private static readonly Gen<JsonMap> MapWithoutLists = Maps(3, withLists: false);

    [Fact]
    public void Merge_patch_of_a_difference_gives_the_second_object() => Gen.Select(Map, Map).Sample((first, second) =>
    {
        var patch = MergePatch.Diff(first, second);
        var once = MergePatch.Apply(first, patch);
        return once.Equals(second) && MergePatch.Apply(once, patch).Equals(once);
    });

    [Fact]
    public void Strategic_merge_without_lists_agrees_with_merge_patch() => Gen.Select(MapWithoutLists, MapWithoutLists).Sample((first, second) =>
    {
        var patch = MergePatch.Diff(first, second);
        return StrategicMergePatch.Apply(first, patch, FreeSchema).Equals(MergePatch.Apply(first, patch));
    });

    [Fact]
    public void Parsing_what_was_written_gives_the_same_tree() =>
        Map.Sample(map => JsonValue.Parse(map.ToUtf8()).Equals(map) && JsonValue.Parse(map.ToUtf8()).GetHashCode() == map.GetHashCode());

    [Fact]
    public void A_view_is_the_same_tree_as_what_is_read_at_once() => Map.Sample(map =>
    {
        var text = map.ToUtf8();
        var view = JsonValue.View(text);
        return view.Equals(map) && map.Equals(view) && view.GetHashCode() == map.GetHashCode() && view.ToUtf8().AsSpan().SequenceEqual(text);
    });

    [Fact]
    public void A_view_passes_over_space() => Map.Sample(map =>
    {
        var spaced = map.ToString().Replace("{", " {\n ", StringComparison.Ordinal).Replace(",", " ,\t", StringComparison.Ordinal)
            .Replace(":", " : ", StringComparison.Ordinal).Replace("]", " ] ", StringComparison.Ordinal);
        return JsonValue.View(Encoding.UTF8.GetBytes(spaced)).Equals(map);
    });

    [Theory]
    [InlineData("""{"a":{"b":[1,2}""")]
    [InlineData("""{"a":"b""")]
    public void A_view_of_a_text_that_ends_early_is_refused(string text) =>
        Assert.Throws<JsonDecodeException>(() => JsonValue.View(Encoding.UTF8.GetBytes(text)).GetHashCode());

    [Fact]
    public void Json_patch_remove_undoes_add() => Gen.Select(Map, Scalar).Sample((map, value) =>
    {
        var added = JsonPatch.Apply(map, JsonValue.Parse($$"""[{"op":"add","path":"/new~1~0","value":{{value}}}]"""));
        return ((JsonMap)added)["new/~"]!.Equals(value)
            && JsonPatch.Apply(added, JsonValue.Parse("""[{"op":"test","path":"/new~1~0","value":VALUE},{"op":"remove","path":"/new~1~0"}]""".Replace("VALUE", value.ToString(), StringComparison.Ordinal))).Equals(map);
    });

    private static Schema FreeSchema { get; } = new()
    {
        Kind = SchemaKind.Object,
        TypeName = "test.Free",
        Fields = [.. new[] { "a", "b", "c", "d" }.Select(name => new SchemaField(name, () => FreeSchema!))],
    };

    private static Gen<JsonMap> Maps(int depth, bool withLists)
    {
        var inner = depth == 0 ? Scalar : Gen.OneOf(Scalar, Maps(depth - 1, withLists).Select(map => (JsonValue)map));
        var values = withLists ? Gen.OneOf(inner, inner.Array[0, 3].Select(items => (JsonValue)JsonList.Create(items))) : inner;
        return Gen.Select(Name, values).Array[0, 4].Select(members => Collect(members));
    }

    private static JsonMap Collect((string Name, JsonValue Value)[] members) => JsonMap.Of(members);
}
