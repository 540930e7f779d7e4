using System.Net;
using System.Text.Json;
using Tiphys.Containers;
using Tiphys.Kubelet.Server.Statistics;

namespace Tiphys.Kubelet.Tests.Server;

public sealed class StatisticsTests
{
    [Fact]
    public async Task The_summary_has_node_pods_and_containers()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        var (code, text) = await kubelet.GetAsync("/stats/summary");
        Assert.Equal(HttpStatusCode.OK, code);
        var summary = JsonDocument.Parse(text).RootElement;
        Assert.Equal("node-1", summary.GetProperty("node").GetProperty("nodeName").GetString());
        Assert.True(summary.GetProperty("node").GetProperty("memory").GetProperty("workingSetBytes").GetUInt64() > 0);
        Assert.True(summary.GetProperty("node").GetProperty("fs").GetProperty("capacityBytes").GetUInt64() > 0);
        var pod = summary.GetProperty("pods").EnumerateArray().Single();
        Assert.Equal("web", pod.GetProperty("podRef").GetProperty("name").GetString());
        Assert.Equal("uid-1", pod.GetProperty("podRef").GetProperty("uid").GetString());
        Assert.Equal(300u, pod.GetProperty("memory").GetProperty("workingSetBytes").GetUInt64());
        Assert.Equal(20u, pod.GetProperty("network").GetProperty("txBytes").GetUInt64());
        var container = pod.GetProperty("containers").EnumerateArray().Single();
        Assert.Equal("app", container.GetProperty("name").GetString());
        Assert.Equal(1_500_000_000u, container.GetProperty("cpu").GetProperty("usageCoreNanoSeconds").GetUInt64());
        Assert.Equal(4096u, container.GetProperty("rootfs").GetProperty("usedBytes").GetUInt64());
    }

    [Fact]
    public async Task Resource_metrics_are_what_metrics_server_reads()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        var (_, text) = await kubelet.GetAsync("/metrics/resource");
        Assert.Contains("container_cpu_usage_seconds_total{container=\"app\",namespace=\"default\",pod=\"web\"} 1.5 0\n", text, StringComparison.Ordinal);
        Assert.Contains("container_memory_working_set_bytes{container=\"app\",namespace=\"default\",pod=\"web\"} 100 0\n", text, StringComparison.Ordinal);
        Assert.Contains("container_start_time_seconds{container=\"app\",namespace=\"default\",pod=\"web\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("pod_cpu_usage_seconds_total{namespace=\"default\",pod=\"web\"} 3 0\n", text, StringComparison.Ordinal);
        Assert.Matches("(?m)^node_cpu_usage_seconds_total [0-9.E+]+ [0-9]+$", text);
        Assert.Matches("(?m)^node_memory_working_set_bytes [0-9.E+]+ [0-9]+$", text);
        Assert.Contains("resource_scrape_error 0\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usage_usec 7\nuser_usec 5\n", 7_000)]
    [InlineData(null, 210_000_000)]
    public void The_nodes_CPU_time_is_the_root_cgroups_or_else_the_machines(string? stat, ulong expected)
    {
        var directory = Directory.CreateTempSubdirectory("tiphys-node-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "stat"), "cpu  1 2 3 400 500 4 5 6 1 0\ncpu0 1 2 3 400 500 4 5 6 1 0\n");
            File.WriteAllText(Path.Combine(directory.FullName, "meminfo"), "MemTotal:  100 kB\nMemFree:  40 kB\nInactive(file):  10 kB\n");
            if (stat is not null)
            {
                File.WriteAllText(Path.Combine(directory.FullName, "cpu.stat"), stat);
            }

            var usage = new NodeUsage(TimeProvider.System, directory.FullName, directory.FullName).Read();
            Assert.Equal(expected, usage.CpuUsageNanoseconds);
            Assert.Equal((100u * 1024, 60u * 1024, 50u * 1024), (usage.MemoryLimitBytes, usage.MemoryUsageBytes, usage.MemoryWorkingSetBytes));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Metrics_count_pods_and_containers()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        var (_, text) = await kubelet.GetAsync("/metrics");
        Assert.Contains("kubelet_running_pods 1\n", text, StringComparison.Ordinal);
        Assert.Contains("kubelet_running_containers{container_state=\"running\"} 1\n", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await kubelet.GetAsync("/metrics/none")).Code);
    }

    [Fact]
    public void A_rate_needs_two_looks_a_second_apart()
    {
        var rates = new CpuRates();
        Assert.Null(rates.Of("a", At(0, 1_000)));
        Assert.Null(rates.Of("a", At(0.5, 2_000)));
        Assert.Equal(2_000u, rates.Of("a", At(2, 5_000)));
        Assert.Equal(2_000u, rates.Of("a", At(2.5, 9_000)));
        Assert.Null(rates.Of("a", At(4, 10)));
    }

    [Fact]
    public async Task Pods_are_listed_as_the_runtime_has_them()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        var list = JsonDocument.Parse((await kubelet.GetAsync("/runningpods/")).Text).RootElement;
        Assert.Equal("PodList", list.GetProperty("kind").GetString());
        var pod = list.GetProperty("items").EnumerateArray().Single();
        Assert.Equal("web", pod.GetProperty("metadata").GetProperty("name").GetString());
        Assert.Equal("example.org/image:1", pod.GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString());
    }

    [Fact]
    public async Task System_logs_are_refused_unless_enabled()
    {
        await using var closed = await KubeletFixture.StartAsync();
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "logs endpoint is disabled."), await closed.GetAsync("/logs/"));
        var directory = Directory.CreateTempSubdirectory("tiphys-system-logs-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "a.log"), "text");
            File.CreateSymbolicLink(Path.Combine(directory.FullName, "out"), "/etc/hostname");
            await using var open = await KubeletFixture.StartAsync(
                change: options => options with { EnableSystemLogHandler = true, SystemLogDirectory = directory.FullName });
            Assert.Contains("<a href=\"a.log\">a.log</a>", (await open.GetAsync("/logs/")).Text, StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode.OK, "text"), await open.GetAsync("/logs/a.log"));
            Assert.Equal(HttpStatusCode.NotFound, (await open.GetAsync("/logs/out")).Code);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_command_is_run_for_its_output()
    {
        await using var kubelet = await KubeletFixture.StartAsync();
        kubelet.Runtime.Process = static async (options, process) =>
        {
            await process.Out.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Join('|', options.Command)));
            return 0;
        };
        using var http = kubelet.Http(kubelet.Admin);
        using var answer = await http.PostAsync("/run/default/web/app?cmd=echo%20hi", null, KubeletFixture.Deadline);
        Assert.Equal("echo|hi", await answer.Content.ReadAsStringAsync());
    }

    private static CgroupStats At(double seconds, ulong usage) => new() { Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(seconds), CpuUsageNanoseconds = usage };
}
