using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Cgroups;
using Tiphys.Kubelet.Containers;

namespace Tiphys.Kubelet.Sandboxes;

/// <summary>What a pod says about its sandbox, in the engine's words (upstream: pkg/kubelet/kuberuntime/kuberuntime_sandbox.go).</summary>
internal static class SandboxConfigs
{
    public static Cri.PodSandboxConfig Build(Pod pod, uint attempt, Cri.DnsConfig dns, KubeletOptions options)
    {
        var name = PodHostName.Of(pod, options.ClusterDomain);
        return new Cri.PodSandboxConfig
        {
            Metadata = new Cri.PodSandboxMetadata(pod.Metadata.Name, pod.Metadata.Namespace, pod.Metadata.UID, attempt),
            Hostname = pod.Spec.HostNetwork ? "" : pod.Spec.SetHostnameAsFQDN is true ? name.FullName : name.HostName,
            LogDirectory = LogDirectory(pod, options),
            Dns = dns,
            CgroupParent = PodCgroups.PathOf(pod),
            Namespaces = Namespaces(pod.Spec),
            Sysctls = (pod.Spec.SecurityContext?.Sysctls ?? default).ToDictionary(sysctl => sysctl.Name.Replace('/', '.'), sysctl => sysctl.Value),
            Labels = new Dictionary<string, string>(pod.Metadata.Labels)
            {
                [KubeletLabels.PodName] = pod.Metadata.Name,
                [KubeletLabels.PodNamespace] = pod.Metadata.Namespace,
                [KubeletLabels.PodUid] = pod.Metadata.UID,
            },
            Annotations = new Dictionary<string, string>(pod.Metadata.Annotations),
        };
    }

    /// <summary>Whose namespaces the containers of a pod use.</summary>
    public static Cri.NamespaceOptions Namespaces(PodSpec spec) => new()
    {
        Network = spec.HostNetwork ? Cri.NamespaceMode.Node : Cri.NamespaceMode.Pod,
        Ipc = spec.HostIPC ? Cri.NamespaceMode.Node : Cri.NamespaceMode.Pod,
        Pid = spec.HostPID ? Cri.NamespaceMode.Node
            : spec.ShareProcessNamespace is true ? Cri.NamespaceMode.Pod
            : Cri.NamespaceMode.Container,
    };

    /// <summary>Directory of the logs of a pod's containers.</summary>
    public static string LogDirectory(Pod pod, KubeletOptions options) =>
        Path.Combine(options.PodLogsDirectory, $"{pod.Metadata.Namespace}_{pod.Metadata.Name}_{pod.Metadata.UID}");
}
