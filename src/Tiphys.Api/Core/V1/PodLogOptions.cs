namespace Tiphys.Api.Core.V1;

/// <summary>Query options for reading the log of a pod.</summary>
[ApiType("io.k8s.api.core.v1.PodLogOptions", Version = "v1", Kind = "PodLogOptions")]
public sealed partial record PodLogOptions
{
    /// <summary>Container whose log is read; may be omitted when the pod has only one.</summary>
    [ApiField("container", 1, OmitEmpty = true, Optional = true)]
    public partial string Container { get; init; }

    /// <summary>Whether to keep streaming new lines as they appear; false by default.</summary>
    [ApiField("follow", 2, OmitEmpty = true, Optional = true)]
    public partial bool Follow { get; init; }

    /// <summary>Whether to read the log of the previous, terminated container instance; false by default.</summary>
    [ApiField("previous", 3, OmitEmpty = true, Optional = true)]
    public partial bool Previous { get; init; }

    /// <summary>Age in seconds of the oldest lines to show; exclusive with sinceTime.</summary>
    [ApiField("sinceSeconds", 4, OmitEmpty = true, Optional = true)]
    public partial long? SinceSeconds { get; init; }

    /// <summary>Point in time from which lines are shown; exclusive with sinceSeconds.</summary>
    [ApiField("sinceTime", 5, OmitEmpty = true, Optional = true)]
    public partial Time? SinceTime { get; init; }

    /// <summary>Whether each line starts with its RFC 3339 timestamp; false by default.</summary>
    [ApiField("timestamps", 6, OmitEmpty = true, Optional = true)]
    public partial bool Timestamps { get; init; }

    /// <summary>Number of lines to show from the end of the log; all lines when unset.</summary>
    [ApiField("tailLines", 7, OmitEmpty = true, Optional = true)]
    public partial long? TailLines { get; init; }

    /// <summary>Number of bytes after which the output is cut off.</summary>
    [ApiField("limitBytes", 8, OmitEmpty = true, Optional = true)]
    public partial long? LimitBytes { get; init; }

    /// <summary>Whether the API server may skip checking the certificate of the kubelet; unsafe and off by default.</summary>
    [ApiField("insecureSkipTLSVerifyBackend", 9, OmitEmpty = true, Optional = true)]
    public partial bool InsecureSkipTLSVerifyBackend { get; init; }

    /// <summary>Which output to return: All, Stdout or Stderr; All by default.</summary>
    [ApiField("stream", 10, OmitEmpty = true, Optional = true)]
    public partial string? Stream { get; init; }
}
