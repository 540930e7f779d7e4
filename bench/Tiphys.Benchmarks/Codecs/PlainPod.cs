using System.Text.Json.Serialization;

namespace Tiphys.Benchmarks.Codecs;

// The parts of a Pod that the benchmark's document uses, as one would write them for System.Text.Json: what the generated codec is measured beside.
internal sealed record PlainPod(string ApiVersion, string Kind, PlainMeta Metadata, PlainSpec Spec, PlainStatus Status);

internal sealed record PlainMeta(
    string Name, string Namespace, string GenerateName, string Uid, string ResourceVersion, long Generation, DateTime CreationTimestamp,
    Dictionary<string, string> Labels, Dictionary<string, string> Annotations, List<PlainOwner> OwnerReferences);

internal sealed record PlainOwner(string ApiVersion, string Kind, string Name, string Uid, bool Controller, bool BlockOwnerDeletion);

internal sealed record PlainSpec(
    List<PlainContainer> Containers, List<PlainVolume> Volumes, List<PlainToleration> Tolerations, string DnsPolicy, bool EnableServiceLinks, string NodeName,
    string PreemptionPolicy, int Priority, string RestartPolicy, string SchedulerName, PlainEmpty SecurityContext, string ServiceAccount,
    string ServiceAccountName, long TerminationGracePeriodSeconds);

internal sealed record PlainContainer(
    string Name, string Image, string ImagePullPolicy, PlainLifecycle Lifecycle, List<PlainPort> Ports, PlainProbe ReadinessProbe, PlainResources Resources,
    List<PlainMount> VolumeMounts, string TerminationMessagePath, string TerminationMessagePolicy);

internal sealed record PlainLifecycle(PlainHandler PreStop);

internal sealed record PlainHandler(PlainSleep Sleep);

internal sealed record PlainSleep(long Seconds);

internal sealed record PlainPort(int ContainerPort, string Name, string Protocol);

internal sealed record PlainProbe(int FailureThreshold, PlainHttpGet HttpGet, int PeriodSeconds, int SuccessThreshold, int TimeoutSeconds);

internal sealed record PlainHttpGet(string Path, string Port, string Scheme);

internal sealed record PlainResources(Dictionary<string, string>? Limits, Dictionary<string, string>? Requests);

internal sealed record PlainMount(string Name, string MountPath, bool? ReadOnly, string? RecursiveReadOnly);

internal sealed record PlainVolume(string Name, PlainEmpty? EmptyDir, PlainProjected? Projected);

internal sealed record PlainProjected(int DefaultMode, List<PlainSource> Sources);

internal sealed record PlainSource(PlainToken? ServiceAccountToken, PlainConfigMap? ConfigMap, PlainDownward? DownwardAPI);

internal sealed record PlainToken(long ExpirationSeconds, string Path);

internal sealed record PlainConfigMap(string Name, List<PlainItem> Items);

internal sealed record PlainDownward(List<PlainItem> Items);

internal sealed record PlainItem(string? Key, string Path, PlainFieldRef? FieldRef);

internal sealed record PlainFieldRef(string ApiVersion, string FieldPath);

internal sealed record PlainToleration(string Effect, string Key, string Operator, long? TolerationSeconds);

internal sealed record PlainEmpty;

internal sealed record PlainStatus(
    Dictionary<string, string> AllocatedResources, List<PlainCondition> Conditions, List<PlainContainerStatus> ContainerStatuses, string HostIP, List<PlainIP> HostIPs,
    long ObservedGeneration, string Phase, string PodIP, List<PlainIP> PodIPs, string QosClass, PlainResources Resources, DateTime StartTime);

internal sealed record PlainCondition(DateTime? LastProbeTime, DateTime LastTransitionTime, long ObservedGeneration, string Status, string Type);

internal sealed record PlainContainerStatus(
    Dictionary<string, string> AllocatedResources, string ContainerID, string Image, string ImageID, PlainState LastState, string Name, bool Ready,
    PlainResources Resources, int RestartCount, bool Started, PlainState State, PlainUser User, List<PlainMount> VolumeMounts);

internal sealed record PlainState(PlainRunning? Running);

internal sealed record PlainRunning(DateTime StartedAt);

internal sealed record PlainUser(PlainLinux Linux);

internal sealed record PlainLinux(long Gid, List<long> SupplementalGroups, long Uid);

internal sealed record PlainIP(string Ip);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlainPod))]
internal sealed partial class PlainJson : JsonSerializerContext;
