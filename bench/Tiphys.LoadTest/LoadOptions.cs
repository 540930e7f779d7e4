using Tiphys.Client.Configuration;

namespace Tiphys.LoadTest;

/// <summary>How a scenario is run.</summary>
internal sealed record LoadOptions
{
    public required ClientConfig Config { get; init; }

    public required int Clients { get; init; }

    public required int Connections { get; init; }

    /// <summary>Objects that are there before it begins.</summary>
    public required int Objects { get; init; }

    /// <summary>Bytes of an object as JSON.</summary>
    public required int Size { get; init; }

    /// <summary>json, protobuf or table.</summary>
    public required string Format { get; init; }

    public required TimeSpan Duration { get; init; }

    public required int Repeat { get; init; }

    /// <summary>Writes a second of a writer; 0 is as fast as it can.</summary>
    public required double Rate { get; init; }

    /// <summary>HTTP/2, as client-go speaks it, unless HTTP/1.1 is asked for.</summary>
    public required Version HttpVersion { get; init; }

    /// <summary>Image of the pods that are to run.</summary>
    public required string Image { get; init; }

    public required IReadOnlyList<int> ServerPids { get; init; }

    /// <summary>The Accept header of the format.</summary>
    public string Accept => Format switch
    {
        "protobuf" => "application/vnd.kubernetes.protobuf",
        "table" => "application/json;as=Table;v=v1;g=meta.k8s.io",
        _ => "application/json",
    };
}
