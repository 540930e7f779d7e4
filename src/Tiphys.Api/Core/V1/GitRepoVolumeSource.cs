namespace Tiphys.Api.Core.V1;

/// <summary>Describes a volume filled with a clone of a git repository when the pod starts; deprecated.</summary>
[ApiType("io.k8s.api.core.v1.GitRepoVolumeSource")]
public sealed partial record GitRepoVolumeSource
{
    /// <summary>URL of the git repository from which the clone is made.</summary>
    [ApiField("repository", 1)]
    public partial string Repository { get; init; }

    /// <summary>Commit hash that is checked out; when empty the default branch is used.</summary>
    [ApiField("revision", 2, OmitEmpty = true, Optional = true)]
    public partial string Revision { get; init; }

    /// <summary>Relative directory for the clone; a single dot clones straight into the volume root.</summary>
    [ApiField("directory", 3, OmitEmpty = true, Optional = true)]
    public partial string Directory { get; init; }
}
