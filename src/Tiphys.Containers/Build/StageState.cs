using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Build;

/// <summary>An image in the making: what a stage has come to.</summary>
internal sealed record StageState
{
    /// <summary>Docker's search path for images that bring none.</summary>
    private const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public ImageExecutionConfig Config { get; init; } = new();

    public string Os { get; init; } = "linux";

    public string Architecture { get; init; } = "";

    public string? Variant { get; init; }

    public string? Author { get; init; }

    /// <summary>Bottom layer first.</summary>
    public IReadOnlyList<BuiltLayer> Layers { get; init; } = [];

    /// <summary>Null when the base has layers whose history it does not tell.</summary>
    public IReadOnlyList<HistoryEntry>? History { get; init; } = [];

    /// <summary>An empty image for a platform.</summary>
    public static StageState Scratch(Platform platform) => new()
    {
        Os = platform.Os,
        Architecture = platform.Architecture,
        Variant = platform.Variant,
        Config = new ImageExecutionConfig { Env = [DefaultPath], WorkingDir = "/" },
    };

    public static StageState From(ResolvedImage image)
    {
        var config = image.Config;
        var history = config.History ?? [];
        return new StageState
        {
            Os = config.Os,
            Architecture = config.Architecture,
            Variant = config.Variant,
            Author = config.Author,
            Config = config.Config ?? new ImageExecutionConfig(),
            Layers = [.. image.Manifest.Layers.Zip(config.RootFilesystem.DiffIds, (blob, diffId) => new BuiltLayer { Blob = blob, DiffId = diffId })],
            History = history.Count(h => h.EmptyLayer != true) == image.Manifest.Layers.Count ? history : null,
        };
    }

    public StageState WithHistory(DateTimeOffset created, string text, bool emptyLayer) => this with
    {
        History = History is null ? null : [.. History, new HistoryEntry { Created = created, CreatedBy = text, EmptyLayer = emptyLayer ? true : null }],
    };

    /// <summary>Unpacks what is missing and shows the root as it is now.</summary>
    public async Task<MergedLayers> OpenAsync(ImageStore store, CancellationToken cancellationToken) => new(
        await store.Layers.EnsureAsync([.. Layers.Select(l => l.Blob)], [.. Layers.Select(l => l.DiffId)], null, cancellationToken));
}
