using Tiphys.Api.Schemas;

namespace Tiphys.Api.Core.V1;

/// <summary>Describes the containers of a pod and how and where they are to run.</summary>
[ApiType("io.k8s.api.core.v1.PodSpec")]
public sealed partial record PodSpec
{
    /// <summary>Volumes that the containers of the pod may mount.</summary>
    [ApiField("volumes", 1, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge,retainKeys", PatchMergeKey = "name")]
    public partial ApiList<Volume> Volumes { get; init; }

    /// <summary>Containers run in order before the main ones, each of which has to succeed or be a sidecar.</summary>
    [ApiField("initContainers", 20, OmitEmpty = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<Container> InitContainers { get; init; }

    /// <summary>Main containers of the pod, at least one of which is required; none can be added or removed later.</summary>
    [ApiField("containers", 2, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<Container> Containers { get; init; }

    /// <summary>Temporary debugging containers added to a running pod through the ephemeralcontainers subresource.</summary>
    [ApiField("ephemeralContainers", 34, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<EphemeralContainer> EphemeralContainers { get; init; }

    /// <summary>When containers are restarted: Always, OnFailure or Never; defaults to Always.</summary>
    [ApiField("restartPolicy", 3, OmitEmpty = true, Optional = true, Enum = typeof(RestartPolicy), TypeName = "v1.RestartPolicy")]
    public partial string RestartPolicy { get; init; }

    /// <summary>Seconds allowed for a clean stop before processes are killed; defaults to 30.</summary>
    [ApiField("terminationGracePeriodSeconds", 4, OmitEmpty = true, Optional = true)]
    public partial long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds after its start at which the pod is stopped and marked as failed.</summary>
    [ApiField("activeDeadlineSeconds", 5, OmitEmpty = true, Optional = true)]
    public partial long? ActiveDeadlineSeconds { get; init; }

    /// <summary>How name resolution is set up: ClusterFirst, the default, ClusterFirstWithHostNet, Default or None.</summary>
    [ApiField("dnsPolicy", 6, OmitEmpty = true, Optional = true, Enum = typeof(DNSPolicy), TypeName = "v1.DNSPolicy")]
    public partial string DNSPolicy { get; init; }

    /// <summary>Labels that a node must all have for the pod to be scheduled there.</summary>
    [ApiField("nodeSelector", 7, OmitEmpty = true, Optional = true, Atomic = true)]
    public partial ApiMap<string> NodeSelector { get; init; }

    /// <summary>Service account under which the pod runs; admission fills in the one named default.</summary>
    [ApiField("serviceAccountName", 8, OmitEmpty = true, Optional = true)]
    public partial string ServiceAccountName { get; init; }

    /// <summary>Deprecated alias of the service account name, kept equal to it.</summary>
    [ApiField("serviceAccount", 9, OmitEmpty = true, Optional = true)]
    public partial string DeprecatedServiceAccount { get; init; }

    /// <summary>Whether an API token is mounted into the containers; unset follows the service account.</summary>
    [ApiField("automountServiceAccountToken", 21, OmitEmpty = true, Optional = true)]
    public partial bool? AutomountServiceAccountToken { get; init; }

    /// <summary>Node the pod is assigned to, set by the scheduler or directly by the author.</summary>
    [ApiField("nodeName", 10, OmitEmpty = true, Optional = true)]
    public partial string NodeName { get; init; }

    /// <summary>Uses the node's network namespace, so that container ports are node ports; defaults to false.</summary>
    [ApiField("hostNetwork", 11, OmitEmpty = true, Optional = true)]
    public partial bool HostNetwork { get; init; }

    /// <summary>Uses the node's process namespace, exposing host processes; defaults to false.</summary>
    [ApiField("hostPID", 12, OmitEmpty = true, Optional = true)]
    public partial bool HostPID { get; init; }

    /// <summary>Uses the node's inter-process communication namespace; defaults to false.</summary>
    [ApiField("hostIPC", 13, OmitEmpty = true, Optional = true)]
    public partial bool HostIPC { get; init; }

    /// <summary>Makes all containers of the pod share one process namespace; defaults to false.</summary>
    [ApiField("shareProcessNamespace", 27, OmitEmpty = true, Optional = true)]
    public partial bool? ShareProcessNamespace { get; init; }

    /// <summary>Security settings of the whole pod, which also serve as defaults for its containers.</summary>
    [ApiField("securityContext", 14, OmitEmpty = true, Optional = true)]
    public partial PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Secrets in the pod's namespace with registry credentials used to pull its images.</summary>
    [ApiField("imagePullSecrets", 15, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<LocalObjectReference> ImagePullSecrets { get; init; }

    /// <summary>Host name of the pod; when empty its name is used.</summary>
    [ApiField("hostname", 16, OmitEmpty = true, Optional = true)]
    public partial string Hostname { get; init; }

    /// <summary>DNS subdomain of the pod, from which its fully qualified host name is formed.</summary>
    [ApiField("subdomain", 17, OmitEmpty = true, Optional = true)]
    public partial string Subdomain { get; init; }

    /// <summary>Rules about nodes and other pods that guide scheduling.</summary>
    [ApiField("affinity", 18, OmitEmpty = true, Optional = true)]
    public partial Affinity? Affinity { get; init; }

    /// <summary>Scheduler that is to place the pod; defaults to default-scheduler.</summary>
    [ApiField("schedulerName", 19, OmitEmpty = true, Optional = true)]
    public partial string SchedulerName { get; init; }

    /// <summary>Taints on nodes that the pod tolerates.</summary>
    [ApiField("tolerations", 22, OmitEmpty = true, Optional = true)]
    public partial ApiList<Toleration> Tolerations { get; init; }

    /// <summary>Additional host name entries written to the hosts file of the pod.</summary>
    [ApiField("hostAliases", 23, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["ip"], PatchStrategy = "merge", PatchMergeKey = "ip")]
    public partial ApiList<HostAlias> HostAliases { get; init; }

    /// <summary>PriorityClass that determines the pod's priority, such as system-node-critical; when empty the default applies.</summary>
    [ApiField("priorityClassName", 24, OmitEmpty = true, Optional = true)]
    public partial string PriorityClassName { get; init; }

    /// <summary>Numeric priority resolved from the priority class on admission; higher values matter more.</summary>
    [ApiField("priority", 25, OmitEmpty = true, Optional = true)]
    public partial int? Priority { get; init; }

    /// <summary>Resolver settings merged into those that the DNS policy generates.</summary>
    [ApiField("dnsConfig", 26, OmitEmpty = true, Optional = true)]
    public partial PodDNSConfig? DNSConfig { get; init; }

    /// <summary>Extra conditions that must be True, besides ready containers, for the pod to be ready.</summary>
    [ApiField("readinessGates", 28, OmitEmpty = true, Optional = true)]
    public partial ApiList<PodReadinessGate> ReadinessGates { get; init; }

    /// <summary>RuntimeClass under which the pod runs; unset uses the default runtime handler.</summary>
    [ApiField("runtimeClassName", 29, OmitEmpty = true, Optional = true)]
    public partial string? RuntimeClassName { get; init; }

    /// <summary>Whether environment variables for the namespace's services are injected; defaults to true.</summary>
    [ApiField("enableServiceLinks", 30, OmitEmpty = true, Optional = true)]
    public partial bool? EnableServiceLinks { get; init; }

    /// <summary>Whether the pod may displace lower ones: PreemptLowerPriority or Never; defaults to PreemptLowerPriority.</summary>
    [ApiField("preemptionPolicy", 31, OmitEmpty = true, Optional = true, Enum = typeof(PreemptionPolicy), TypeName = "v1.PreemptionPolicy")]
    public partial string? PreemptionPolicy { get; init; }

    /// <summary>Resources consumed by the pod's sandbox itself, filled in from the runtime class on admission.</summary>
    [ApiField("overhead", 32, OmitEmpty = true, Optional = true, TypeName = "v1.ResourceList")]
    public partial ApiMap<Quantity> Overhead { get; init; }

    /// <summary>Rules for distributing pods evenly over zones, nodes or other domains, all of which apply.</summary>
    [ApiField("topologySpreadConstraints", 33, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["topologyKey", "whenUnsatisfiable"], PatchStrategy = "merge", PatchMergeKey = "topologyKey")]
    public partial ApiList<TopologySpreadConstraint> TopologySpreadConstraints { get; init; }

    /// <summary>Makes the fully qualified name the host name of the pod; defaults to false.</summary>
    [ApiField("setHostnameAsFQDN", 35, OmitEmpty = true, Optional = true)]
    public partial bool? SetHostnameAsFQDN { get; init; }

    /// <summary>Operating system of the containers, against which the kubelet and the validation check the pod.</summary>
    [ApiField("os", 36, OmitEmpty = true, Optional = true)]
    public partial PodOS? OS { get; init; }

    /// <summary>Whether the pod uses the node's user namespace, the default, or with false its own.</summary>
    [ApiField("hostUsers", 37, OmitEmpty = true, Optional = true)]
    public partial bool? HostUsers { get; init; }

    /// <summary>Gates that hold back scheduling until all of them have been removed.</summary>
    [ApiField("schedulingGates", 38, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge", PatchMergeKey = "name")]
    public partial ApiList<PodSchedulingGate> SchedulingGates { get; init; }

    /// <summary>Resource claims to allocate and reserve before the pod may start.</summary>
    [ApiField("resourceClaims", 39, OmitEmpty = true, Optional = true, ListType = ListType.Map, ListMapKeys = ["name"], PatchStrategy = "merge,retainKeys", PatchMergeKey = "name")]
    public partial ApiList<PodResourceClaim> ResourceClaims { get; init; }

    /// <summary>Requests and limits for the pod as a whole, covering cpu, memory and huge pages.</summary>
    [ApiField("resources", 40, OmitEmpty = true, Optional = true)]
    public partial ResourceRequirements? Resources { get; init; }

    /// <summary>Host name set verbatim inside the pod, bypassing hostname, subdomain and fully qualified name settings.</summary>
    [ApiField("hostnameOverride", 41, OmitEmpty = true, Optional = true)]
    public partial string? HostnameOverride { get; init; }

    /// <summary>Group of pods with which this one is scheduled together.</summary>
    [ApiField("schedulingGroup", 43, OmitEmpty = true, Optional = true)]
    public partial PodSchedulingGroup? SchedulingGroup { get; init; }
}
