using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Tiphys.Containers.Images.Content;

/// <summary>The image configuration blob; its digest is the image ID (OCI image-spec, config.md).</summary>
internal sealed record ImageConfigFile
{
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    [JsonPropertyName("author")]
    public string? Author { get; init; }

    [JsonPropertyName("architecture")]
    public string Architecture { get; init; } = "";

    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    [JsonPropertyName("os")]
    public string Os { get; init; } = "";

    [JsonPropertyName("config")]
    public ImageExecutionConfig? Config { get; init; }

    [JsonPropertyName("rootfs")]
    [AllowNull]
    public RootFilesystem RootFilesystem { get; init => field = value ?? new(); } = new();

    [JsonPropertyName("history")]
    public IReadOnlyList<HistoryEntry>? History { get; init => field = value.WithoutNulls(); }
}

/// <summary>The <c>config</c> object of an image configuration, with Docker's extensions.</summary>
internal sealed record ImageExecutionConfig
{
    [JsonPropertyName("User")]
    public string? User { get; init; }

    [JsonPropertyName("ExposedPorts")]
    public SortedDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    [JsonPropertyName("Env")]
    public IReadOnlyList<string>? Env { get; init => field = value.WithoutNulls(); }

    [JsonPropertyName("Entrypoint")]
    public IReadOnlyList<string>? Entrypoint { get; init => field = value.WithoutNulls(); }

    [JsonPropertyName("Cmd")]
    public IReadOnlyList<string>? Cmd { get; init => field = value.WithoutNulls(); }

    [JsonPropertyName("Healthcheck")]
    public Healthcheck? Healthcheck { get; init; }

    [JsonPropertyName("Volumes")]
    public SortedDictionary<string, EmptyObject>? Volumes { get; init; }

    [JsonPropertyName("WorkingDir")]
    public string? WorkingDir { get; init; }

    [JsonPropertyName("OnBuild")]
    public IReadOnlyList<string>? OnBuild { get; init => field = value.WithoutNulls(); }

    [JsonPropertyName("Labels")]
    public SortedDictionary<string, string>? Labels { get; init; }

    [JsonPropertyName("StopSignal")]
    public string? StopSignal { get; init; }

    [JsonPropertyName("Shell")]
    public IReadOnlyList<string>? Shell { get; init => field = value.WithoutNulls(); }
}

/// <summary>The value of a JSON object that is used as a set.</summary>
internal sealed record EmptyObject
{
    public static readonly EmptyObject Instance = new();
}

/// <summary>Docker's HEALTHCHECK; durations are nanoseconds. Kubernetes does not use it, but it is kept.</summary>
internal sealed record Healthcheck
{
    [JsonPropertyName("Test")]
    public IReadOnlyList<string>? Test { get; init => field = value.WithoutNulls(); }

    [JsonPropertyName("Interval")]
    public long? IntervalNanoseconds { get; init; }

    [JsonPropertyName("Timeout")]
    public long? TimeoutNanoseconds { get; init; }

    [JsonPropertyName("StartPeriod")]
    public long? StartPeriodNanoseconds { get; init; }

    [JsonPropertyName("StartInterval")]
    public long? StartIntervalNanoseconds { get; init; }

    [JsonPropertyName("Retries")]
    public int? Retries { get; init; }
}

/// <summary>The digests of the uncompressed layers, bottom layer first.</summary>
internal sealed record RootFilesystem
{
    [JsonPropertyName("type")]
    public string Type { get; init; } = "layers";

    [JsonPropertyName("diff_ids")]
    [AllowNull]
    public IReadOnlyList<Digest> DiffIds { get; init => field = value ?? []; } = [];
}

/// <summary>How a layer came to be.</summary>
internal sealed record HistoryEntry
{
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    [JsonPropertyName("author")]
    public string? Author { get; init; }

    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    [JsonPropertyName("empty_layer")]
    public bool? EmptyLayer { get; init; }
}
