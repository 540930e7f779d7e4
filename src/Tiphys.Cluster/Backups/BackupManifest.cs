using System.Text.Json.Serialization;

namespace Tiphys.Cluster.Backups;

/// <summary>What a backup says of itself before its contents.</summary>
public sealed record BackupManifest
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Version of the program that made it.</summary>
    public required string Program { get; init; }

    /// <summary>The files in it, in their order.</summary>
    public required IReadOnlyList<BackupFileEntry> Files { get; init; }
}

/// <summary>A file in a backup.</summary>
/// <param name="Path">Path in the data directory, with slashes: <c>cluster.json</c> or <c>pki/NAME</c>.</param>
/// <param name="Length">Size in bytes.</param>
public sealed record BackupFileEntry(string Path, int Length);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
