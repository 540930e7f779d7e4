namespace Tiphys.Api.Core.V1;

/// <summary>Query options for running a command in a container of a pod.</summary>
[ApiType("io.k8s.api.core.v1.PodExecOptions", Version = "v1", Kind = "PodExecOptions")]
public sealed partial record PodExecOptions
{
    /// <summary>Whether standard input is forwarded to the command; false by default.</summary>
    [ApiField("stdin", 1, OmitEmpty = true, Optional = true)]
    public partial bool Stdin { get; init; }

    /// <summary>Whether standard output of the command is forwarded.</summary>
    [ApiField("stdout", 2, OmitEmpty = true, Optional = true)]
    public partial bool Stdout { get; init; }

    /// <summary>Whether standard error of the command is forwarded.</summary>
    [ApiField("stderr", 3, OmitEmpty = true, Optional = true)]
    public partial bool Stderr { get; init; }

    /// <summary>Whether a terminal is allocated for the command; false by default.</summary>
    [ApiField("tty", 4, OmitEmpty = true, Optional = true)]
    public partial bool TTY { get; init; }

    /// <summary>Container to run the command in; may be omitted when the pod has only one.</summary>
    [ApiField("container", 5, OmitEmpty = true, Optional = true)]
    public partial string Container { get; init; }

    /// <summary>Program and arguments to run, passed on without a shell.</summary>
    [ApiField("command", 6)]
    public partial ApiList<string> Command { get; init; }
}
