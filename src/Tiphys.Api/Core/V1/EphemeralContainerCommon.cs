using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>The container fields of a debug container, several of which may not be set there.</summary>
[ApiType("io.k8s.api.core.v1.EphemeralContainerCommon")]
public sealed partial record EphemeralContainerCommon
{
    /// <summary>DNS label of the container, unique among all containers of the pod.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Image reference from which the debug container is created.</summary>
    [ApiField("image", 2, OmitEmpty = true)]
    public partial string Image { get; init; }

    /// <summary>Program and leading arguments that replace the image entrypoint; run without a shell.</summary>
    [ApiField("command", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Command { get; init; }

    /// <summary>Arguments for the entrypoint, replacing the default command of the image.</summary>
    [ApiField("args", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Args { get; init; }

    /// <summary>Directory the process starts in; the image or runtime default applies when empty.</summary>
    [ApiField("workingDir", 5, OmitEmpty = true, Optional = true)]
    public partial string WorkingDir { get; init; }

    /// <summary>Network ports, which are not permitted on ephemeral containers.</summary>
    [ApiField("ports", 6, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["containerPort", "protocol"], PatchStrategy = "merge", PatchMergeKey = "containerPort")]
    public partial ApiList<ContainerPort> Ports { get; init; }

    /// <summary>Sources whose keys all become environment variables; later sources win over earlier ones.</summary>
    [ApiField("envFrom", 19, OmitEmpty = true, Optional = true)]
    public partial ApiList<EnvFromSource> EnvFrom { get; init; }

    /// <summary>Individual environment variables, which take precedence over those from envFrom.</summary>
    [ApiField("env", 7, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<EnvVar> Env { get; init; }

    /// <summary>Compute resources, not permitted here because the debug container shares what the pod has.</summary>
    [ApiField("resources", 8, OmitEmpty = true, Optional = true)]
    public partial ResourceRequirements Resources { get; init; }

    /// <summary>Resize behaviour for each resource, not permitted on ephemeral containers.</summary>
    [ApiField("resizePolicy", 23, OmitEmpty = true, Optional = true)]
    public partial ApiList<ContainerResizePolicy> ResizePolicy { get; init; }

    /// <summary>Restart behaviour of the container, not permitted on ephemeral containers.</summary>
    [ApiField("restartPolicy", 24, OmitEmpty = true, Optional = true, TypeName = "v1.ContainerRestartPolicy")]
    public partial string? RestartPolicy { get; init; }

    /// <summary>Exit-code based restart rules, not permitted on ephemeral containers.</summary>
    [ApiField("restartPolicyRules", 25, OmitEmpty = true, Optional = true)]
    public partial ApiList<ContainerRestartRule> RestartPolicyRules { get; init; }

    /// <summary>Pod volumes mounted into the file system; subpath mounts are not permitted here.</summary>
    [ApiField("volumeMounts", 9, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["mountPath"], PatchStrategy = "merge", PatchMergeKey = "mountPath")]
    public partial ApiList<VolumeMount> VolumeMounts { get; init; }

    /// <summary>Raw block volumes exposed to the container as device files.</summary>
    [ApiField("volumeDevices", 21, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["devicePath"], PatchStrategy = "merge", PatchMergeKey = "devicePath")]
    public partial ApiList<VolumeDevice> VolumeDevices { get; init; }

    /// <summary>Liveness check, not permitted on ephemeral containers.</summary>
    [ApiField("livenessProbe", 10, OmitEmpty = true, Optional = true)]
    public partial Probe? LivenessProbe { get; init; }

    /// <summary>Readiness check, not permitted on ephemeral containers.</summary>
    [ApiField("readinessProbe", 11, OmitEmpty = true, Optional = true)]
    public partial Probe? ReadinessProbe { get; init; }

    /// <summary>Startup check, not permitted on ephemeral containers.</summary>
    [ApiField("startupProbe", 22, OmitEmpty = true, Optional = true)]
    public partial Probe? StartupProbe { get; init; }

    /// <summary>Start and stop hooks, not permitted on ephemeral containers.</summary>
    [ApiField("lifecycle", 12, OmitEmpty = true, Optional = true)]
    public partial Lifecycle? Lifecycle { get; init; }

    /// <summary>File inside the container from which the exit message is read, by default /dev/termination-log.</summary>
    [ApiField("terminationMessagePath", 13, OmitEmpty = true, Optional = true)]
    public partial string TerminationMessagePath { get; init; }

    /// <summary>Source of the exit message: File, the default, or FallbackToLogsOnError.</summary>
    [ApiField("terminationMessagePolicy", 20, OmitEmpty = true, Optional = true, Enum = typeof(TerminationMessagePolicy), TypeName = "v1.TerminationMessagePolicy")]
    public partial string TerminationMessagePolicy { get; init; }

    /// <summary>When the image is pulled: Always, IfNotPresent or Never; the default depends on the tag.</summary>
    [ApiField("imagePullPolicy", 14, OmitEmpty = true, Optional = true, Enum = typeof(PullPolicy), TypeName = "v1.PullPolicy")]
    public partial string ImagePullPolicy { get; init; }

    /// <summary>Security settings for this container, which win over those of the pod.</summary>
    [ApiField("securityContext", 15, OmitEmpty = true, Optional = true)]
    public partial SecurityContext? SecurityContext { get; init; }

    /// <summary>Whether a standard input buffer is kept for the container; false by default.</summary>
    [ApiField("stdin", 16, OmitEmpty = true, Optional = true)]
    public partial bool Stdin { get; init; }

    /// <summary>Whether standard input closes for good once the first attached client disconnects.</summary>
    [ApiField("stdinOnce", 17, OmitEmpty = true, Optional = true)]
    public partial bool StdinOnce { get; init; }

    /// <summary>Whether the container gets a terminal, which also needs stdin to be true.</summary>
    [ApiField("tty", 18, OmitEmpty = true, Optional = true)]
    public partial bool TTY { get; init; }
}
