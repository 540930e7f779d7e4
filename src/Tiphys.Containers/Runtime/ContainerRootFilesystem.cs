namespace Tiphys.Containers;

/// <summary>What an image says about running it (OCI image-spec, config).</summary>
public sealed record ImageProcessConfig
{
    public string User { get; init; } = "";
    public IReadOnlyList<string> Environment { get; init; } = [];
    public IReadOnlyList<string> Entrypoint { get; init; } = [];
    public IReadOnlyList<string> Command { get; init; } = [];
    public string WorkingDirectory { get; init; } = "";
    public string StopSignal { get; init; } = "";
}

/// <summary>An image made ready to be mounted.</summary>
/// <param name="LowerDirectories">The unpacked layers, topmost first. Never written to.</param>
public sealed record ContainerRootFilesystem(IReadOnlyList<string> LowerDirectories, ImageProcessConfig Config);

/// <summary>Gives the engine's runtime half the root file systems of images.</summary>
public interface IRootFilesystemProvider
{
    /// <exception cref="ContainerRuntimeException">There is no such image.</exception>
    Task<ContainerRootFilesystem> PrepareAsync(string imageId, CancellationToken cancellationToken);
}
