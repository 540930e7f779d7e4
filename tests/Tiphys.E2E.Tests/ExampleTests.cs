using System.Text.RegularExpressions;

namespace Tiphys.E2E.Tests;

/// <summary>The example application on a running cluster, as the README shows it.</summary>
[Collection(ExampleCollection.Name)]
public sealed partial class ExampleTests(ExampleCluster example)
{
    private readonly TestCluster _cluster = example.Cluster;

    [Fact]
    public async Task The_printed_address_is_answered_by_all_pods()
    {
        var names = (await PodsAsync()).Select(pod => pod.Name).ToHashSet();
        Assert.Equal(3, names.Count);
        var seen = new HashSet<string>();
        using var http = new HttpClient();
        await Wait.UntilAsync("every pod has answered", async () =>
        {
            seen.Add((await http.GetStringAsync(Address())).Trim());
            return seen.SetEquals(names.Select(name => $"Hello from {name}"));
        });
    }

    [Fact]
    public async Task Pods_are_running_with_an_address_of_the_pod_network()
    {
        // Pods of tests before may still be on their way out.
        var lines = await Wait.ForAsync("three pods are listed", async () =>
            (await _cluster.KubectlOutAsync("get", "pods", "-l", "app=hello", "-o", "wide", "--no-headers")).Trim().Split('\n') is { Length: 3 } three ? three : null);
        Assert.All(lines, line => Assert.Matches(@"^hello-\S+\s+1/1\s+Running\s+\d+.*\s10\.\d+\.\d+\.\d+\s", line));
    }

    [Fact]
    public async Task A_killed_process_is_started_again()
    {
        var pod = (await PodsAsync())[0];
        var before = pod.Restarts;
        await ContainerProcess.KillAsync(pod.ContainerId);
        await Wait.UntilAsync("the container runs again", async () =>
            (await PodsAsync()).Any(each => each.Name == pod.Name && each.Restarts > before && each.Ready));
    }

    [Fact]
    public async Task A_deleted_pod_is_replaced()
    {
        var gone = (await PodsAsync())[0].Name;
        await _cluster.KubectlOutAsync("delete", "pod", gone);
        await Wait.UntilAsync("three others are ready", async () =>
            await PodsAsync() is { Count: 3 } pods && pods.All(pod => pod.Ready && pod.Name != gone));
    }

    [Fact]
    public async Task Scaling_changes_the_number_of_pods()
    {
        await _cluster.KubectlOutAsync("scale", "deployment/hello", "--replicas=10");
        await _cluster.KubectlOutAsync("rollout", "status", "deployment/hello", "--timeout=60s");
        Assert.Equal(10, (await PodsAsync()).Count(pod => pod.Ready));
        await _cluster.KubectlOutAsync("scale", "deployment/hello", "--replicas=3");
        await Wait.UntilAsync("three are left", async () => (await PodsAsync()).Count == 3);
    }

    [Fact]
    public async Task A_rolling_update_and_its_undoing_fail_no_request()
    {
        await TagAsync("hello:2.0");
        await using var load = new SteadyLoad(Address());
        await _cluster.KubectlOutAsync("set", "image", "deployment/hello", "web=hello:2.0");
        await _cluster.KubectlOutAsync("rollout", "status", "deployment/hello", "--timeout=90s");
        Assert.All(await PodsAsync(), pod => Assert.Equal("hello:2.0", pod.Image));
        await _cluster.KubectlOutAsync("rollout", "undo", "deployment/hello");
        await _cluster.KubectlOutAsync("rollout", "status", "deployment/hello", "--timeout=90s");
        await Wait.UntilAsync("only pods of the first image are left", async () =>
            await PodsAsync() is { Count: 3 } pods && pods.All(pod => pod.Image == "hello:1.0"));
        Assert.Contains("2", await _cluster.KubectlOutAsync("rollout", "history", "deployment/hello"), StringComparison.Ordinal);
        var (answers, failures) = await load.StopAsync();
        Assert.True(answers > 100, $"only {answers} requests were answered");
        Assert.Empty(failures);
    }

    private async Task TagAsync(string name)
    {
        var built = await _cluster.TiphysAsync(
            "image", "build", Repository.Example("hello"), "--build-context", "tools=/bin", "-t", name);
        Assert.True(built.ExitCode == 0, built.All);
    }

    private async Task<List<ExamplePod>> PodsAsync() => ExamplePod.Read(await _cluster.GetAsync("pods", "-l", "app=hello"));

    private string Address() => AddressPattern().Match(example.Up.Out).Groups["url"].Value;

    [GeneratedRegex(@"service/hello: (?<url>http://\S+)")]
    private static partial Regex AddressPattern();
}
