using Tiphys.Api;
using Tiphys.Api.Json.Tree;
using Tiphys.ApiServer.ManagedFields;

namespace Tiphys.ApiServer.Tests.ManagedFields;

public sealed class KnownFieldSetsTests
{
    private static readonly RawJson Sent = RawJson.Parse("""{"f:spec":{".":{},"f:b":{},"f:a":{},"k:{\"port\":80, \"name\":\"x\"}":{}}}""");

    [Fact]
    public void The_same_text_gives_the_same_set_in_canonical_form()
    {
        var first = KnownFieldSets.Read(Sent);
        var again = KnownFieldSets.Read(RawJson.Parse(Sent.ToString()));

        Assert.Equal("""{"f:spec":{".":{},"f:a":{},"f:b":{},"k:{\"name\":\"x\",\"port\":80}":{}}}""", new RawJson(first.ToUtf8()).ToString());
        Assert.Equal(first.ToUtf8(), again.ToUtf8());
    }

    [Fact]
    public void Another_text_gives_another_set()
    {
        var texts = Enumerable.Range(0, 1000).Select(number => $$$"""{"f:{{{number}}}":{}}""").ToList();

        Assert.All(texts, text => Assert.Equal(text, KnownFieldSets.Read(RawJson.Parse(text)).ToJson().ToString()));
        Assert.All(texts, text => Assert.Equal(text, KnownFieldSets.Read(RawJson.Parse(text)).ToJson().ToString()));
    }

    [Fact]
    public void What_takes_or_adds_nothing_leaves_the_set_as_it_is()
    {
        var set = FieldSet.OfFields(["a"], ["a", "b"], ["c"]);

        Assert.Same(set, set.Union(FieldSet.OfFields(["a", "b"])));
        Assert.Same(set, set.Difference(FieldSet.OfFields(["d"])));
        Assert.Equal("""{"f:a":{".":{},"f:b":{}}}""", set.Difference(FieldSet.OfFields(["c"])).ToJson().ToString());
        Assert.Equal("""{"f:a":{".":{},"f:b":{}},"f:c":{},"f:d":{}}""", set.Union(FieldSet.OfFields(["d"])).ToJson().ToString());
        Assert.Equal("""{"f:a":{".":{},"f:b":{}},"f:c":{}}""", set.ToJson().ToString());
    }

    [Fact]
    public void Keys_with_and_without_escapes_have_the_form_of_JSON()
    {
        Assert.Equal("""k:{"name":"a-1"}""", PathElement.Key([new("name", new JsonText("a-1"))]));
        Assert.Equal("""k:{"name":"a\"b"}""", PathElement.Key([new("name", new JsonText("a\"b"))]));
        Assert.Equal("""k:{"name":""}""", PathElement.Key([new("name", JsonText.Empty)]));
    }
}
