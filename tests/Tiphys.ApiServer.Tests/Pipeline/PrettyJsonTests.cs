using System.Text;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Tests.Pipeline;

public sealed class PrettyJsonTests
{
    [Fact]
    public void Levels_are_indented_and_texts_stay_as_they_are() => Assert.Equal(
        "{\n  \"a\": [\n    1,\n    \"x,\\\"{\"\n  ],\n  \"b\": {},\n  \"c\": []\n}\n",
        Encoding.UTF8.GetString(PrettyJson.Indent("""{"a":[1,"x,\"{"],"b":{},"c":[]}"""u8)));
}
