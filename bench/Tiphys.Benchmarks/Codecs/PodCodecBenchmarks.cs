using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Protobuf;

namespace Tiphys.Benchmarks.Codecs;

/// <summary>A running pod of 4 KB through the generated codecs, beside System.Text.Json's source generator on plain records of the same fields.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class PodCodecBenchmarks
{
    private readonly byte[] _json;
    private readonly byte[] _protobuf;
    private readonly Pod _pod;
    private readonly PlainPod _plain;

    public PodCodecBenchmarks()
    {
        using var stream = typeof(PodCodecBenchmarks).Assembly.GetManifestResourceStream("pod.json")!;
        _json = new byte[stream.Length];
        stream.ReadExactly(_json);
        _pod = ApiJson.Read<Pod>(_json);
        _protobuf = WriteProtobuf();
        _plain = JsonSerializer.Deserialize(_json, PlainJson.Default.PlainPod)!;
    }

    [Benchmark]
    public Pod ReadJson() => ApiJson.Read<Pod>(_json);

    [Benchmark]
    public byte[] WriteJson() => ApiJson.Write(_pod);

    [Benchmark]
    public Pod ReadProtobuf()
    {
        var reader = new ProtobufReader(_protobuf);
        return Pod.ReadProtobuf(ref reader);
    }

    [Benchmark]
    public byte[] WriteProtobuf()
    {
        using var writer = new ProtobufWriter();
        _pod.WriteProtobuf(writer);
        return writer.ToArray();
    }

    [Benchmark]
    public object SystemTextJsonRead() => JsonSerializer.Deserialize(_json, PlainJson.Default.PlainPod)!;

    [Benchmark]
    public byte[] SystemTextJsonWrite() => JsonSerializer.SerializeToUtf8Bytes(_plain, PlainJson.Default.PlainPod);
}
