using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Containers;
using Tiphys.Network;
using Tiphys.Network.Pods;

namespace Tiphys.Kubelet.Sandboxes;

/// <summary>A pod's sandbox could not be made. The message is that of the event <c>FailedCreatePodSandBox</c>.</summary>
internal sealed class SandboxException(string message, Exception inner) : Exception(message, inner);

/// <summary>Makes and ends the sandboxes of pods, with their network.</summary>
internal sealed partial class PodSandboxes(KubeletServices services, ILogger logger)
{
    private const string IngressBandwidth = "kubernetes.io/ingress-bandwidth";
    private const string EgressBandwidth = "kubernetes.io/egress-bandwidth";

    /// <summary>Makes a sandbox that is connected; on failure nothing is left of it.</summary>
    /// <exception cref="SandboxException">It could not be made.</exception>
    public async Task<Cri.PodSandboxInfo> CreateAsync(Pod pod, uint attempt, CancellationToken cancellationToken)
    {
        try
        {
            var config = SandboxConfigs.Build(pod, attempt, await DnsAsync(pod, cancellationToken), services.Options);
            var sandbox = await services.Runtime.RunPodSandboxAsync(config, cancellationToken);
            return pod.Spec.HostNetwork ? sandbox : await ConnectAsync(pod, sandbox, cancellationToken);
        }
        catch (Exception error) when (error is Cri.ContainerRuntimeException or PodNetworkException or IOException)
        {
            throw new SandboxException(error.Message, error);
        }
    }

    /// <summary>Ends what runs in a sandbox and disconnects it.</summary>
    public async Task StopAsync(Cri.PodSandboxInfo sandbox, CancellationToken cancellationToken)
    {
        if (sandbox.Config.Namespaces.Network == Cri.NamespaceMode.Pod)
        {
            await services.Network.RemoveAsync(sandbox.Id, cancellationToken);
        }

        services.PodRuntimes.Forget(sandbox.Id);
        await services.Runtime.StopPodSandboxAsync(sandbox.Id, cancellationToken);
    }

    /// <summary>Ends a sandbox and removes it with its containers.</summary>
    public async Task RemoveAsync(Cri.PodSandboxInfo sandbox, CancellationToken cancellationToken)
    {
        await StopAsync(sandbox, cancellationToken);
        await services.Runtime.RemovePodSandboxAsync(sandbox.Id, cancellationToken);
    }

    /// <summary>Bandwidth out of the annotations of a pod; null for no limit.</summary>
    internal static PodBandwidth? Bandwidth(Pod pod)
    {
        var (ingress, egress) = (Rate(pod, IngressBandwidth), Rate(pod, EgressBandwidth));
        return ingress is null && egress is null ? null : new PodBandwidth { IngressBitsPerSecond = ingress, EgressBitsPerSecond = egress };
    }

    /// <summary>The ports of the node that lead to the pod.</summary>
    internal static IReadOnlyList<HostPort> HostPorts(PodSpec spec) =>
    [
        .. spec.InitContainers.Where(PodContainers.IsRestartableInit).Concat(spec.Containers)
            .SelectMany(container => container.Ports)
            .Where(port => port.HostPort > 0)
            .Select(port => new HostPort
            {
                Port = port.HostPort,
                ContainerPort = port.Port,
                HostIP = port.HostIP.Length > 0 ? port.HostIP : null,
                Protocol = port.Protocol switch { "UDP" => TransportProtocol.Udp, "SCTP" => TransportProtocol.Sctp, _ => TransportProtocol.Tcp },
            }),
    ];

    private static long? Rate(Pod pod, string annotation) =>
        pod.Metadata.Annotations.TryGetValue(annotation, out var text) && Quantity.TryParse(text, out var rate) ? rate.Value : null;

    private async Task<Cri.PodSandboxInfo> ConnectAsync(Pod pod, Cri.PodSandboxInfo sandbox, CancellationToken cancellationToken)
    {
        try
        {
            var result = await services.Network.AddAsync(
                new PodNetworkRequest
                {
                    SandboxId = sandbox.Id,
                    NetnsPath = sandbox.NetworkNamespacePath!,
                    PodNamespace = pod.Metadata.Namespace,
                    PodName = pod.Metadata.Name,
                    HostPorts = HostPorts(pod.Spec),
                    Bandwidth = Bandwidth(pod),
                },
                cancellationToken);
            services.PodRuntimes.SetAddresses(sandbox.Id, result);
            return sandbox;
        }
        catch (Exception error)
        {
            Log.NotConnected(logger, error, pod.Metadata.Namespace, pod.Metadata.Name);
            await RemoveAsync(sandbox, CancellationToken.None);
            throw;
        }
    }

    private async Task<Cri.DnsConfig> DnsAsync(Pod pod, CancellationToken cancellationToken)
    {
        var path = services.Options.ResolvConf;
        var node = path.Length > 0 && File.Exists(path)
            ? PodDns.Parse(await File.ReadAllTextAsync(path, cancellationToken))
            : new Cri.DnsConfig { Servers = ["127.0.0.1"], Searches = ["."] };
        return PodDns.Build(
            pod, node, services.Options.ClusterDns, services.Options.ClusterDomain, message => services.Events.Record(pod, "Warning", "DNSConfigForming", message));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "sandbox of {Namespace}/{Pod} could not be connected")]
        public static partial void NotConnected(ILogger logger, Exception error, string @namespace, string pod);
    }
}
