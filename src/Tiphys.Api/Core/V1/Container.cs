using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>One application process of a pod, run from an image in isolation from the others.</summary>
[ApiType("io.k8s.api.core.v1.Container")]
public sealed partial record Container
{
    /// <summary>Name of the container as a DNS label, unique in its pod and unchangeable.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Reference to the container image, such as registry/name:tag or a digest.</summary>
    [ApiField("image", 2, OmitEmpty = true, Optional = true)]
    public partial string Image { get; init; }

    /// <summary>Replaces the image's entrypoint; $(NAME) refers to environment variables and no shell is involved.</summary>
    [ApiField("command", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Command { get; init; }

    /// <summary>Arguments for the entrypoint, replacing the image's default command; $(NAME) refers to environment variables.</summary>
    [ApiField("args", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Args { get; init; }

    /// <summary>Directory in which the process starts; when empty the image or runtime decides.</summary>
    [ApiField("workingDir", 5, OmitEmpty = true, Optional = true)]
    public partial string WorkingDir { get; init; }

    /// <summary>Ports the container listens on, largely informative because unlisted ports stay reachable.</summary>
    [ApiField("ports", 6, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["containerPort", "protocol"], PatchStrategy = "merge", PatchMergeKey = "containerPort")]
    public partial ApiList<ContainerPort> Ports { get; init; }

    /// <summary>Sources imported whole as environment variables, where later ones and explicit variables win.</summary>
    [ApiField("envFrom", 19, OmitEmpty = true, Optional = true)]
    public partial ApiList<EnvFromSource> EnvFrom { get; init; }

    /// <summary>Individual environment variables that are set in the container.</summary>
    [ApiField("env", 7, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<EnvVar> Env { get; init; }

    /// <summary>Resources such as cpu and memory that the container requests and is limited to.</summary>
    [ApiField("resources", 8, OmitEmpty = true, Optional = true)]
    public partial ResourceRequirements Resources { get; init; }

    /// <summary>How the container handles in-place changes of its cpu and memory, per resource.</summary>
    [ApiField("resizePolicy", 23, OmitEmpty = true, Optional = true)]
    public partial ApiList<ContainerResizePolicy> ResizePolicy { get; init; }

    /// <summary>Restart behaviour of this container alone; Always on an init container makes it a sidecar.</summary>
    [ApiField("restartPolicy", 24, OmitEmpty = true, Optional = true, TypeName = "v1.ContainerRestartPolicy")]
    public partial string? RestartPolicy { get; init; }

    /// <summary>Rules tried in order on exit to decide about a restart before the restart policy applies.</summary>
    [ApiField("restartPolicyRules", 25, OmitEmpty = true, Optional = true)]
    public partial ApiList<ContainerRestartRule> RestartPolicyRules { get; init; }

    /// <summary>Pod volumes that are mounted into the container's file system.</summary>
    [ApiField("volumeMounts", 9, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["mountPath"], PatchStrategy = "merge", PatchMergeKey = "mountPath")]
    public partial ApiList<VolumeMount> VolumeMounts { get; init; }

    /// <summary>Raw block volumes that the container sees as device files.</summary>
    [ApiField("volumeDevices", 21, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["devicePath"], PatchStrategy = "merge", PatchMergeKey = "devicePath")]
    public partial ApiList<VolumeDevice> VolumeDevices { get; init; }

    /// <summary>Periodic check whose failure makes the kubelet restart the container.</summary>
    [ApiField("livenessProbe", 10, OmitEmpty = true, Optional = true)]
    public partial Probe? LivenessProbe { get; init; }

    /// <summary>Periodic check whose failure takes the pod out of service endpoints.</summary>
    [ApiField("readinessProbe", 11, OmitEmpty = true, Optional = true)]
    public partial Probe? ReadinessProbe { get; init; }

    /// <summary>Check that must succeed once before the other probes begin; its failure restarts the container.</summary>
    [ApiField("startupProbe", 22, OmitEmpty = true, Optional = true)]
    public partial Probe? StartupProbe { get; init; }

    /// <summary>Hooks run after the container starts and before it is stopped.</summary>
    [ApiField("lifecycle", 12, OmitEmpty = true, Optional = true)]
    public partial Lifecycle? Lifecycle { get; init; }

    /// <summary>File in the container read for its final message; defaults to /dev/termination-log.</summary>
    [ApiField("terminationMessagePath", 13, OmitEmpty = true, Optional = true)]
    public partial string TerminationMessagePath { get; init; }

    /// <summary>Source of the final message: File, the default, or FallbackToLogsOnError to use log output.</summary>
    [ApiField("terminationMessagePolicy", 20, OmitEmpty = true, Optional = true, Enum = typeof(TerminationMessagePolicy), TypeName = "v1.TerminationMessagePolicy")]
    public partial string TerminationMessagePolicy { get; init; }

    /// <summary>When to pull the image: Always, Never or IfNotPresent; defaults to Always for the latest tag.</summary>
    [ApiField("imagePullPolicy", 14, OmitEmpty = true, Optional = true, Enum = typeof(PullPolicy), TypeName = "v1.PullPolicy")]
    public partial string ImagePullPolicy { get; init; }

    /// <summary>Security settings of the container, overriding equal ones of the pod.</summary>
    [ApiField("securityContext", 15, OmitEmpty = true, Optional = true)]
    public partial SecurityContext? SecurityContext { get; init; }

    /// <summary>Keeps a buffer for standard input open so that a client can attach; defaults to false.</summary>
    [ApiField("stdin", 16, OmitEmpty = true, Optional = true)]
    public partial bool Stdin { get; init; }

    /// <summary>Closes standard input for good after the first attached client disconnects; defaults to false.</summary>
    [ApiField("stdinOnce", 17, OmitEmpty = true, Optional = true)]
    public partial bool StdinOnce { get; init; }

    /// <summary>Allocates a terminal for the container, which also requires standard input; defaults to false.</summary>
    [ApiField("tty", 18, OmitEmpty = true, Optional = true)]
    public partial bool TTY { get; init; }
}
