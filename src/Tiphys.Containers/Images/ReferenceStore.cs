using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images;

/// <summary>A name of the store and the content that it stands for.</summary>
internal sealed record ReferenceRecord
{
    /// <summary><see cref="ImageReference.Key"/>.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The index or manifest.</summary>
    [JsonPropertyName("target")]
    public required Descriptor Target { get; init; }

    [JsonPropertyName("updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }
}

internal sealed record ReferenceFile
{
    [JsonPropertyName("references")]
    public IReadOnlyList<ReferenceRecord> References { get; init; } = [];
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(ReferenceFile))]
internal sealed partial class ReferenceJsonContext : JsonSerializerContext;

/// <summary>
/// All names of a store, in <c>references.json</c>, which is replaced in one step. Several processes may use it: a change
/// holds a lock file from reading to writing, and readers notice that the file is another one.
/// </summary>
internal sealed class ReferenceStore(string root) : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(2);

    private readonly string _path = Path.Combine(root, "references.json");
    private readonly string _lockPath = Path.Combine(root, "references.lock");
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile Loaded _loaded = new(default, ImmutableSortedDictionary.Create<string, ReferenceRecord>(StringComparer.Ordinal));

    public void Dispose() => _writing.Dispose();

    /// <summary>The names as they are now.</summary>
    public ImmutableSortedDictionary<string, ReferenceRecord> Read()
    {
        var loaded = _loaded;
        var stamp = StampOf();
        if (stamp != loaded.Stamp)
        {
            _loaded = loaded = new Loaded(stamp, Load());
        }

        return loaded.References;
    }

    /// <summary>Changes the names in one step that is durable when this returns.</summary>
    /// <returns>The names after the change.</returns>
    public async Task<ImmutableSortedDictionary<string, ReferenceRecord>> UpdateAsync(
        Func<ImmutableSortedDictionary<string, ReferenceRecord>, ImmutableSortedDictionary<string, ReferenceRecord>> change,
        CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            using var file = Posix.OpenLockFile(_lockPath);
            while (!Posix.TryLock(file, exclusive: true))
            {
                await Task.Delay(RetryInterval, cancellationToken);
            }

            var before = Load();
            var after = change(before);
            if (!ReferenceEquals(before, after))
            {
                var content = new ReferenceFile { References = [.. after.Values] };
                DurableFile.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(content, ReferenceJsonContext.Default.ReferenceFile));
            }

            _loaded = new Loaded(StampOf(), after);
            return after;
        }
        finally
        {
            _writing.Release();
        }
    }

    private ImmutableSortedDictionary<string, ReferenceRecord> Load()
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(_path), ReferenceJsonContext.Default.ReferenceFile);
            return file!.References.ToImmutableSortedDictionary(r => r.Name, r => r, StringComparer.Ordinal);
        }
        catch (FileNotFoundException)
        {
            return ImmutableSortedDictionary.Create<string, ReferenceRecord>(StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw new ImageException(ImageErrorReason.InvalidStore, $"{_path} is damaged: {e.Message}", e);
        }
    }

    // A new file is a new inode, so a stamp can only repeat for the same content.
    private (ulong Inode, Tar.Timestamp Time) StampOf() =>
        Posix.Status(_path) is { } status ? (status.Inode, status.ModifiedAt) : default;

    private sealed record Loaded(
        (ulong Inode, Tar.Timestamp Time) Stamp, ImmutableSortedDictionary<string, ReferenceRecord> References);
}
