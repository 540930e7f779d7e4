using System.Text;
using Tiphys.Containers;
using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server.Statistics;

/// <summary><c>/stats/summary</c>, <c>/metrics/resource</c> (what metrics-server reads) and <c>/metrics</c>.</summary>
internal sealed class StatisticsHandlers(KubeletServerOptions options, IContainerRuntime runtime)
{
    private const string MetricsType = "text/plain; version=0.0.4; charset=utf-8";
    private const double NanosecondsPerSecond = 1e9;

    private readonly CpuRates _rates = new();
    private readonly NodeUsage _node = new(options.Clock);
    private readonly DateTimeOffset _since = options.Clock.GetUtcNow();

    public Task SummaryAsync(KubeletRequest request)
    {
        request.RequireMethod("GET", "HEAD", "POST");
        var only = request.Http.Request.Query["only_cpu_and_memory"].ToString() is "true" or "1";
        using var summary = new SummaryWriter(_rates, only);
        summary.Node(options.NodeName, _since, _node.Read(), new DriveInfo(options.DataDirectory));
        foreach (var pod in Pods())
        {
            summary.Pod(pod.Reference, pod.Sandbox, pod.Stats, pod.Containers);
        }

        return request.WriteAsync("application/json", summary.Finish());
    }

    public Task ResourceMetricsAsync(KubeletRequest request)
    {
        request.RequireMethod("GET", "HEAD");
        var text = new MetricsText();
        var node = _node.Read();
        var pods = Pods();
        text.Family("node_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the node in core-seconds");
        text.Series("node_cpu_usage_seconds_total", Seconds(node), node.Timestamp);
        text.Family("node_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the node in bytes");
        text.Series("node_memory_working_set_bytes", node.MemoryWorkingSetBytes, node.Timestamp);
        text.Family("node_swap_usage_bytes", "gauge", "[ALPHA] Current swap usage of the node in bytes. Reported only on non-windows systems");
        text.Series("node_swap_usage_bytes", node.SwapUsageBytes, node.Timestamp);
        Containers(text, pods);
        PodFamilies(text, pods);
        foreach (var name in new[] { "resource_scrape_error", "scrape_error" })
        {
            text.Family(name, "gauge", "1 if there was an error while getting container metrics, 0 otherwise");
            text.Series(name, 0, null);
        }

        return AnswerAsync(request, text);
    }

    public Task MetricsAsync(KubeletRequest request)
    {
        request.RequireMethod("GET", "HEAD");
        if (request.Segments.Count > 0)
        {
            throw new RequestFailedException(404, "404 page not found");
        }

        var text = new MetricsText();
        text.Family("kubelet_node_name", "gauge", "[ALPHA] The node's name. The count is always 1.");
        text.Series("kubelet_node_name", 1, null, ("node", options.NodeName));
        text.Family("kubelet_running_pods", "gauge", "[BETA] Number of pods that have a running pod sandbox");
        text.Series("kubelet_running_pods", runtime.ListPodSandboxes().Count(each => each.State == PodSandboxState.Ready), null);
        text.Family("kubelet_running_containers", "gauge", "[BETA] Number of containers currently running");
        foreach (var state in runtime.ListContainers().CountBy(each => each.State))
        {
            text.Series("kubelet_running_containers", state.Value, null, ("container_state", state.Key.ToString().ToLowerInvariant()));
        }

        Process(text);
        return AnswerAsync(request, text);
    }

    private static void Process(MetricsText text)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        text.Family("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.");
        text.Series("process_cpu_seconds_total", self.TotalProcessorTime.TotalSeconds, null);
        text.Family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.");
        text.Series("process_resident_memory_bytes", System.Environment.WorkingSet, null);
        text.Family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.");
        text.Series("process_start_time_seconds", new DateTimeOffset(self.StartTime).ToUnixTimeMilliseconds() / 1000.0, null);
    }

    private static Task AnswerAsync(KubeletRequest request, MetricsText text) => request.WriteAsync(MetricsType, Encoding.UTF8.GetBytes(text.ToString()));

    private static double? Seconds(CgroupStats stats) => stats.CpuUsageNanoseconds / NanosecondsPerSecond;

    private static void Containers(MetricsText text, List<PodUsage> pods)
    {
        Family("container_start_time_seconds", "gauge", "[STABLE] Start time of the container since unix epoch in seconds",
            static each => each.Status.StartedAt?.ToUnixTimeMilliseconds() / 1000.0, timed: false);
        Family("container_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the container in core-seconds",
            static each => Seconds(each.Stats.Resources), timed: true);
        Family("container_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the container in bytes",
            static each => each.Stats.Resources.MemoryWorkingSetBytes, timed: true);
        Family("container_swap_usage_bytes", "gauge", "[ALPHA] Current amount of the container swap usage in bytes. Reported only on non-windows systems",
            static each => each.Stats.Resources.SwapUsageBytes, timed: true);

        void Family(string name, string type, string help, Func<(ContainerStatus Status, ContainerStats Stats), double?> value, bool timed)
        {
            text.Family(name, type, help);
            foreach (var pod in pods)
            {
                foreach (var each in pod.Containers)
                {
                    text.Series(
                        name, value(each), timed ? each.Stats.Resources.Timestamp : null,
                        ("container", PodContainers.Read(each.Status.Config.Labels)?.Container ?? ""), ("namespace", pod.Reference.Namespace), ("pod", pod.Reference.Name));
                }
            }
        }
    }

    private static void PodFamilies(MetricsText text, List<PodUsage> pods)
    {
        Family("pod_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the pod in core-seconds", Seconds);
        Family("pod_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the pod in bytes", static stats => stats.MemoryWorkingSetBytes);
        Family("pod_swap_usage_bytes", "gauge", "[ALPHA] Current amount of the pod swap usage in bytes. Reported only on non-windows systems", static stats => stats.SwapUsageBytes);

        void Family(string name, string type, string help, Func<CgroupStats, double?> value)
        {
            text.Family(name, type, help);
            foreach (var pod in pods)
            {
                text.Series(name, value(pod.Stats.Resources), pod.Stats.Resources.Timestamp, ("namespace", pod.Reference.Namespace), ("pod", pod.Reference.Name));
            }
        }
    }

    private List<PodUsage> Pods()
    {
        var containers = runtime.ListContainers().ToDictionary(status => status.Id, StringComparer.Ordinal);
        var pods = new List<PodUsage>();
        foreach (var sandbox in runtime.ListPodSandboxes().Where(each => each.State == PodSandboxState.Ready))
        {
            if (PodContainers.Read(sandbox.Config.Labels) is not { } labels)
            {
                continue;
            }

            try
            {
                var stats = runtime.GetPodSandboxStats(sandbox.Id);
                pods.Add(new PodUsage(
                    labels.Pod, sandbox, stats,
                    stats.Containers.Where(each => containers.ContainsKey(each.Id)).Select(each => (containers[each.Id], each)).ToList()));
            }
            catch (Exception error) when (error is ContainerRuntimeException or IOException)
            {
                // The pod went while it was looked at.
            }
        }

        return pods;
    }

    private sealed record PodUsage(
        PodReference Reference, PodSandboxInfo Sandbox, PodSandboxStats Stats, IReadOnlyList<(ContainerStatus Status, ContainerStats Stats)> Containers);
}
