using Tiphys.Containers.Images.Layers;

namespace Tiphys.Containers.Build;

/// <summary>What to build.</summary>
public sealed record ImageBuildOptions
{
    /// <summary>The directory that COPY and ADD take from.</summary>
    public required string ContextDirectory { get; init; }

    /// <summary>Null is <c>Dockerfile</c> in the context.</summary>
    public string? DockerfilePath { get; init; }

    /// <summary>The names for the result, at least one.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>More directories for <c>COPY --from=NAME</c>, by name; a stage of the same name goes before.</summary>
    public IReadOnlyDictionary<string, string> NamedContexts { get; init; } = new Dictionary<string, string>();

    /// <summary>Values for ARG.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The stage to build, by name or index; null is the last.</summary>
    public string? Target { get; init; }

    /// <summary>Makes every layer anew.</summary>
    public bool NoCache { get; init; }

    /// <summary>
    /// The time of image, history and copied files. One fixed time for all builds, so that the same input gives the same image;
    /// the build argument <c>SOURCE_DATE_EPOCH</c> (seconds) wins.
    /// </summary>
    public DateTimeOffset Timestamp { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>
    /// How layers are stored. Uncompressed is the fastest for an image that runs on this machine; gzip suits a push.
    /// </summary>
    public LayerCompression Compression { get; init; } = LayerCompression.None;
}

/// <summary>An instruction is done, or something is to be said about it.</summary>
/// <param name="Line">In the Dockerfile.</param>
/// <param name="Text">The instruction.</param>
/// <param name="Cached">It made a layer that was there already.</param>
/// <param name="Warning">What may not be as meant; null when nothing.</param>
public sealed record BuildProgress(int Line, string Text, bool Cached, string? Warning);
