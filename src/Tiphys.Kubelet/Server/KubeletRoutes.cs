using Tiphys.Containers;
using Tiphys.Kubelet.Server.Logs;
using Tiphys.Kubelet.Server.Pods;
using Tiphys.Kubelet.Server.Statistics;
using Tiphys.Kubelet.Server.Streams;

namespace Tiphys.Kubelet.Server;

/// <summary>What is served where.</summary>
internal static class KubeletRoutes
{
    public static IReadOnlyDictionary<string, KubeletHandler> Create(KubeletServerOptions options, IContainerRuntime runtime, CancellationToken stopping)
    {
        var containers = new PodContainers(runtime);
        var commands = new CommandHandlers(runtime, containers, options.Clock, stopping);
        var pods = new PodHandlers(options, runtime);
        var statistics = new StatisticsHandlers(options, runtime);
        return new Dictionary<string, KubeletHandler>(StringComparer.Ordinal)
        {
            ["healthz"] = HealthHandler.HandleAsync,
            ["configz"] = new ConfigurationHandler(options).HandleAsync,
            ["pods"] = pods.ListAsync,
            ["runningpods"] = pods.ListRunningAsync,
            ["containerLogs"] = new ContainerLogHandler(options, containers, stopping).HandleAsync,
            ["exec"] = commands.ExecAsync,
            ["attach"] = commands.AttachAsync,
            ["run"] = commands.RunAsync,
            ["portForward"] = new PortForwardHandler(runtime, containers, options.Clock, stopping).HandleAsync,
            ["stats/summary"] = statistics.SummaryAsync,
            ["metrics"] = statistics.MetricsAsync,
            ["metrics/resource"] = statistics.ResourceMetricsAsync,
            ["logs"] = new SystemLogHandler(options).HandleAsync,
        };
    }
}
