using System.Text.Json.Serialization;

namespace Tiphys.Cli.Lifecycle;

/// <summary>What <c>tiphys status</c> tells; with <c>-o json</c> in this form.</summary>
internal sealed record ClusterStatus
{
    public required bool Running { get; init; }

    public required string DataDirectory { get; init; }

    public string? Server { get; init; }

    public int? Pid { get; init; }

    public string? Version { get; init; }

    public string? KubernetesVersion { get; init; }

    public double? UptimeSeconds { get; init; }

    public long? MemoryBytes { get; init; }

    public IReadOnlyList<string> Components { get; init; } = [];

    public IReadOnlyList<NodeLine> Nodes { get; init; } = [];

    /// <summary>Why the API server did not answer; null when it did.</summary>
    public string? Problem { get; init; }

    /// <summary>One node.</summary>
    internal sealed record NodeLine(string Name, bool Ready, string Address, int Pods, string Version, string ContainerRuntime);
}

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClusterStatus))]
internal sealed partial class ClusterStatusJson : JsonSerializerContext;
