namespace Tiphys.Containers;

/// <summary>
/// The images of a node, shaped like the CRI ImageService. A reference is a name (<c>busybox</c>,
/// <c>registry:5000/app@sha256:…</c>), an image ID (<c>sha256:…</c>) or an unambiguous prefix of the ID's hex digits.
/// Failures are <see cref="ImageException"/>.
/// </summary>
public interface IImageService
{
    /// <summary>The image, or null when it is not present.</summary>
    ValueTask<ImageInfo?> GetImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>All images present that this machine can run, one for each ID.</summary>
    ValueTask<IReadOnlyList<ImageInfo>> ListImagesAsync(CancellationToken cancellationToken);

    /// <summary>Downloads what is missing of an image, checks and unpacks it. Returns when it is ready to run.</summary>
    /// <param name="reference">A name, not an ID.</param>
    /// <param name="credentials">For the image's registry; null for none.</param>
    /// <param name="progress">Told of bytes as they arrive; may be called from several threads.</param>
    /// <param name="cancellationToken">Stops the download; what has arrived is kept for the next attempt.</param>
    Task<ImageInfo> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken);

    /// <summary>
    /// By ID: removes the image with all its names. By name: removes that name, and the image with its last name.
    /// An image that is not there is no error. Layers of mounted containers stay until these are gone.
    /// </summary>
    Task RemoveImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>
    /// The directories that make up the image's root, unpacked if they were not. Mount them soon: they are protected
    /// against garbage collection while an overlay mount uses them, and for ten minutes after this call.
    /// </summary>
    ValueTask<ImageFilesystem> PrepareRootFilesystemAsync(string imageId, CancellationToken cancellationToken);

    /// <summary>What the store takes on disk; CRI's ImageFsInfo.</summary>
    ValueTask<ImageFilesystemUsage> GetFilesystemUsageAsync(CancellationToken cancellationToken);
}

/// <summary>One image of the store.</summary>
public sealed record ImageInfo
{
    /// <summary>The digest of the image configuration, <c>sha256:…</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>docker.io/library/busybox:latest</c>, …</summary>
    public IReadOnlyList<string> RepoTags { get; init; } = [];

    /// <summary>
    /// <c>docker.io/library/busybox@sha256:…</c>, …; the digest is that of the index or manifest that the name led to.
    /// </summary>
    public IReadOnlyList<string> RepoDigests { get; init; } = [];

    /// <summary>Configuration and layers as transferred, in bytes.</summary>
    public long SizeBytes { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string Architecture { get; init; } = "";

    public string Os { get; init; } = "";

    /// <summary>How a container of this image starts when nothing else is said.</summary>
    public ImageConfig Config { get; init; } = new();
}

/// <summary>The execution parameters of an image; empty lists where the image says nothing.</summary>
public sealed record ImageConfig
{
    /// <summary><c>NAME=value</c></summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    public IReadOnlyList<string> Cmd { get; init; } = [];

    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    public string WorkingDir { get; init; } = "";

    /// <summary><c>user</c>, <c>uid</c>, <c>user:group</c> or <c>uid:gid</c>; empty is root.</summary>
    public string User { get; init; } = "";

    /// <summary><c>80/tcp</c></summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary><c>SIGTERM</c> or a number; empty when not given.</summary>
    public string StopSignal { get; init; } = "";

    /// <summary>Paths in the container that the image wants as volumes.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];
}

/// <summary>The unpacked root of an image.</summary>
/// <param name="ImageId">Whose root this is.</param>
/// <param name="LowerDirectories">
/// Overlayfs lower directories, top layer first (the order of <c>lowerdir=</c>), at least one. Shared with other images: never write to them.
/// </param>
public sealed record ImageFilesystem(string ImageId, IReadOnlyList<string> LowerDirectories);

/// <summary>Disk use of the image store.</summary>
/// <param name="Mountpoint">The store's root directory.</param>
/// <param name="UsedBytes">Allocated bytes of blobs and layers.</param>
/// <param name="InodesUsed">Files and directories.</param>
public sealed record ImageFilesystemUsage(string Mountpoint, long UsedBytes, long InodesUsed);

/// <summary>Credentials for a registry, CRI's AuthConfig.</summary>
public sealed record RegistryCredentials
{
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>A refresh token for the registry's token server.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>A bearer token sent to the registry as it is.</summary>
    public string? RegistryToken { get; init; }

    public override string ToString() => $"credentials of {Username ?? "(token)"}";
}

public enum PullPhase
{
    Resolving,
    Downloading,
    Unpacking,
    Done,
}

/// <summary>How far a pull is.</summary>
/// <param name="Phase">What is happening to the blob.</param>
/// <param name="Digest">The layer, or null for the whole image.</param>
/// <param name="CompletedBytes">Of the blob.</param>
/// <param name="TotalBytes">Of the blob.</param>
public sealed record PullProgress(PullPhase Phase, string? Digest, long CompletedBytes, long TotalBytes);
