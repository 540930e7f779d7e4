using System.Diagnostics;
using System.Text.Json;

namespace Tiphys.E2E.Tests;

/// <summary>Starting, losing and stopping the cluster's process.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task After_a_kill_everything_is_still_there_and_a_purge_leaves_nothing()
    {
        var before = Remains.OfMachine();
        await using var cluster = new TestCluster();
        await cluster.UpAsync(Repository.Example("hello.yaml"));
        var pods = await PodsAsync(cluster);

        using (var server = Process.GetProcessById(await ServerPidAsync(cluster)))
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        Assert.Equal(1, (await cluster.TiphysAsync("status")).ExitCode);
        await cluster.UpAsync();
        await Wait.UntilAsync("the pods are as before", async () => (await PodsAsync(cluster)).SequenceEqual(pods));

        var down = await cluster.TiphysAsync("down", "--purge", "--kubeconfig", cluster.Kubeconfig, "--grace-period", "1");
        Assert.True(down.ExitCode == 0, down.All);
        Assert.False(Directory.Exists(cluster.DataDirectory));
        Assert.DoesNotContain("tiphys", await File.ReadAllTextAsync(cluster.Kubeconfig), StringComparison.Ordinal);
        Assert.Equal(before, Remains.OfMachine());
    }

    [Fact]
    public async Task After_down_and_up_the_objects_are_there_and_run_again()
    {
        await using var cluster = new TestCluster();
        await cluster.UpAsync(Repository.Example("hello.yaml"));
        var uids = (await PodsAsync(cluster)).Select(pod => pod.Uid).ToList();
        Assert.Equal(0, (await cluster.TiphysAsync("down", "--grace-period", "1")).ExitCode);
        Assert.Equal(0, (await cluster.TiphysAsync("down")).ExitCode);

        await cluster.UpAsync();
        await Wait.UntilAsync("the same pods are ready", async () =>
            await PodsAsync(cluster) is var pods && pods.All(pod => pod.Ready) && pods.Select(pod => pod.Uid).SequenceEqual(uids));
    }

    [Fact]
    public async Task Two_clusters_run_side_by_side()
    {
        await using var first = new TestCluster();
        await using var second = new TestCluster();
        await first.UpAsync(Repository.Example("hello.yaml"));
        await second.UpAsync(Repository.Example("hello.yaml"));
        Assert.Equal(3, (await PodsAsync(first)).Count(pod => pod.Ready));
        Assert.Equal(3, (await PodsAsync(second)).Count(pod => pod.Ready));
    }

    [Fact]
    public async Task Status_tells_nodes_components_and_memory()
    {
        await using var cluster = new TestCluster();
        Assert.Contains("No cluster runs", (await cluster.TiphysAsync("status")).Out, StringComparison.Ordinal);
        await cluster.UpAsync();
        using var status = JsonDocument.Parse((await cluster.TiphysAsync("status", "-o", "json")).Out);
        Assert.True(status.RootElement.GetProperty("memoryBytes").GetInt64() > 1_000_000);
        Assert.Equal(4, status.RootElement.GetProperty("components").GetArrayLength());
        Assert.True(status.RootElement.GetProperty("nodes")[0].GetProperty("ready").GetBoolean());
        Assert.Contains("NODE", (await cluster.TiphysAsync("status")).Out, StringComparison.Ordinal);
    }

    private static async Task<List<ExamplePod>> PodsAsync(TestCluster cluster) =>
        [.. ExamplePod.Read(await cluster.GetAsync("pods", "-l", "app=hello")).OrderBy(pod => pod.Name, StringComparer.Ordinal)];

    private static async Task<int> ServerPidAsync(TestCluster cluster)
    {
        using var status = JsonDocument.Parse((await cluster.TiphysAsync("status", "-o", "json")).Out);
        return status.RootElement.GetProperty("pid").GetInt32();
    }
}
