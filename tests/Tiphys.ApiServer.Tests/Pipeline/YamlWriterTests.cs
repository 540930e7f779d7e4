using System.Text;
using CsCheck;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Tests.Pipeline;

public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[{"x":1,"z":[]},2],"c":{}}""", "a:\n- x: 1\n  z: []\n- 2\nb: 1\nc: {}\n")]
    [InlineData("""{"a10":1,"a9":2,"A":3}""", "A: 3\na9: 2\na10: 1\n")]
    [InlineData("""{"t":"true","n":"12","f":"1.5","e":"","d":"2026-01-01","w":"-x","o":"0777","z":null,"b":false}""",
        "b: false\nd: \"2026-01-01\"\ne: \"\"\nf: \"1.5\"\n\"n\": \"12\"\no: \"0777\"\nt: \"true\"\nw: -x\nz: null\n")]
    [InlineData("""{"l":"one\ntwo\n"}""", "l: |\n  one\n  two\n")]
    public void Json_is_printed_as_upstream_prints_it(string json, string yaml) =>
        Assert.Equal(yaml, Encoding.UTF8.GetString(YamlWriter.Convert(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void What_is_written_reads_back() => Gen.Dictionary(Gen.String[Gen.Char[" -aZ019.:#'\"\n\tyn~é"], 0, 12], Gen.String[Gen.Char[" -aZ019.:#'\"\n\tyn~é"], 0, 200])[1, 5].Sample(map =>
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse("{}")!.AsObject();
        foreach (var (key, value) in map.Where(each => each.Key.Length > 0))
        {
            json[key] = value;
        }

        var back = YamlJson.Convert(YamlWriter.Convert(Encoding.UTF8.GetBytes(json.ToJsonString())));
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(json, System.Text.Json.Nodes.JsonNode.Parse(back)));
    });
}
