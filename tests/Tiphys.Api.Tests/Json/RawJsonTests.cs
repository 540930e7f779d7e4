using System.Text;
using Tiphys.Api.Apps.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;

namespace Tiphys.Api.Tests.Json;

/// <summary>Values of any shape inside of objects.</summary>
public sealed class RawJsonTests
{
    [Theory]
    [InlineData("{ }", "{}")]
    [InlineData(" [ 1 , \"a b\\\" ,\" , null,true ] ", "[1,\"a b\\\" ,\",null,true]")]
    [InlineData("{\"a\" : { \"b\":[ {} , [ ] ] } , \"c\":-1.50e+3 }", "{\"a\":{\"b\":[{},[]]},\"c\":-1.50e+3}")]
    [InlineData("\"\\u00e4 \"", "\"\\u00e4 \"")]
    public void A_raw_value_is_kept_as_written_without_space(string json, string kept)
    {
        var revision = ApiJson.Read<ControllerRevision>(Encoding.UTF8.GetBytes($$"""{"data": {{json}}, "revision": 7}"""));
        Assert.Equal(kept, revision.Data.ToString());
        Assert.Equal(7, revision.Revision);
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("{} x")]
    public void A_raw_value_in_protobuf_that_is_no_JSON_is_refused(string raw)
    {
        using var writer = new ProtobufWriter();
        new ControllerRevision { Data = RawJson.Parse(raw) }.WriteProtobuf(writer);
        var codec = ApiCatalog.FindCodec(new("apps", "v1", "ControllerRevision"))!;
        Assert.Throws<ProtobufException>(() => codec.ReadProtobuf(writer.WrittenSpan));
    }
}
