namespace Tiphys.Api.Core.V1;

/// <summary>Query options for attaching to a running container of a pod.</summary>
[ApiType("io.k8s.api.core.v1.PodAttachOptions", Version = "v1", Kind = "PodAttachOptions")]
public sealed partial record PodAttachOptions
{
    /// <summary>Whether standard input is forwarded to the container; false by default.</summary>
    [ApiField("stdin", 1, OmitEmpty = true, Optional = true)]
    public partial bool Stdin { get; init; }

    /// <summary>Whether standard output of the container is forwarded; true by default.</summary>
    [ApiField("stdout", 2, OmitEmpty = true, Optional = true)]
    public partial bool Stdout { get; init; }

    /// <summary>Whether standard error of the container is forwarded; true by default.</summary>
    [ApiField("stderr", 3, OmitEmpty = true, Optional = true)]
    public partial bool Stderr { get; init; }

    /// <summary>Whether the session uses a terminal, which merges both outputs; false by default.</summary>
    [ApiField("tty", 4, OmitEmpty = true, Optional = true)]
    public partial bool TTY { get; init; }

    /// <summary>Container to attach to; may be omitted when the pod has only one.</summary>
    [ApiField("container", 5, OmitEmpty = true, Optional = true)]
    public partial string Container { get; init; }
}
