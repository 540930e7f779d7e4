using System.Text.Json.Serialization;

namespace Tiphys.Network.Pods;

/// <summary>What is remembered of an attached sandbox, in a file of its own.</summary>
internal sealed record Lease
{
    public required string SandboxId { get; init; }

    public required string NetnsPath { get; init; }

    public required string PodNamespace { get; init; }

    public required string PodName { get; init; }

    /// <summary>The address, as its distance from the start of the node's pod CIDR.</summary>
    public required uint Offset { get; init; }

    /// <summary>Counts up with every lease, which tells after a restart where to go on.</summary>
    public required long Sequence { get; init; }

    public IReadOnlyList<HostPort> HostPorts { get; init; } = [];
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Lease))]
internal sealed partial class LeaseJson : JsonSerializerContext;
