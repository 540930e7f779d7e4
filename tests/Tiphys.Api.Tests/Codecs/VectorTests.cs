using System.Text.Json.Nodes;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;

namespace Tiphys.Api.Tests.Codecs;

/// <summary>Every fully filled object of upstream goes through both codecs without loss.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var name in TestVectors.Names)
            {
                names.Add(name);
            }

            return names;
        }
    }

    [Fact]
    public void There_are_vectors_for_every_group() => Assert.True(TestVectors.Names.Count >= 50, $"{TestVectors.Names.Count} vectors");

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_to_object_to_json_loses_nothing(string name)
    {
        var vector = TestVectors.Read(name);
        var value = vector.Codec.ReadJson(vector.Json, new JsonReadContext(strict: true));
        using var writer = new JsonWriter();
        vector.Codec.WriteJson(writer, value);
        TestVectors.AssertSameJson(vector.Json, writer.WrittenSpan);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_field_of_the_vector_is_unknown(string name)
    {
        var vector = TestVectors.Read(name);
        var context = new JsonReadContext(strict: true);
        vector.Codec.ReadJson(vector.Json, context);
        Assert.Empty(context.Problems);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Protobuf_to_object_equals_json_to_object(string name)
    {
        var vector = TestVectors.Read(name);
        var fromJson = vector.Codec.ReadJson(vector.Json, new JsonReadContext());
        var fromProtobuf = vector.Codec.ReadProtobuf(vector.Message);
        using var writer = new JsonWriter();
        vector.Codec.WriteJson(writer, fromProtobuf);
        TestVectors.AssertSameJson(vector.Json, writer.WrittenSpan);
        Assert.Equal(fromJson, fromProtobuf);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_to_protobuf_decodes_equal(string name)
    {
        var vector = TestVectors.Read(name);
        var value = vector.Codec.ReadJson(vector.Json, new JsonReadContext());
        using var writer = new ProtobufWriter();
        vector.Codec.WriteProtobuf(writer, value);
        Assert.Equal(value, vector.Codec.ReadProtobuf(writer.WrittenSpan));
        Assert.Equal(vector.Message.Length, writer.Length);
    }
}
