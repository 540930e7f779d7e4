using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Pods;
using Tiphys.Kubelet.Probes;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;
using Container = Tiphys.Api.Core.V1.Container;

namespace Tiphys.Kubelet.Tests.Pods;

/// <summary>The rules of what is started and killed, on states in short: r running, R running and started, c created, 0/1 ended with that code.</summary>
public sealed class PodActionsTests
{
    [Theory]
    // init i, sidecar s, main m; state of each, in order "i s m"; what follows.
    [InlineData("- - -", "init:i")]
    [InlineData("r - -", "")]
    [InlineData("1 - -", "init:i")]
    [InlineData("0 - -", "init:s")]
    [InlineData("0 r -", "")]
    [InlineData("0 R -", "main:m")]
    [InlineData("0 1 -", "init:s")]
    [InlineData("0 R R", "")]
    [InlineData("- R R", "")]
    [InlineData("0 1 R", "init:s")]
    [InlineData("- - R", "init:s")]
    [InlineData("0 R 1", "main:m")]
    [InlineData("0 R c", "main:m")]
    public void Containers_start_in_order_and_again(string states, string expected) => Assert.Equal(expected, Actions(states, RestartPolicy.Always));

    [Theory]
    [InlineData("1 - -", RestartPolicy.Never, "kill")]
    [InlineData("0 R 1", RestartPolicy.Never, "kill")]
    [InlineData("0 R 0", RestartPolicy.OnFailure, "kill")]
    [InlineData("0 R 1", RestartPolicy.OnFailure, "main:m")]
    [InlineData("0 1 R", RestartPolicy.Never, "init:s")]
    public void Pod_ends_when_nothing_is_to_be_started_any_more(string states, string policy, string expected) => Assert.Equal(expected, Actions(states, policy));

    [Fact]
    public void Pod_without_a_sandbox_gets_one_and_begins_with_its_init_containers()
    {
        var actions = PodActions.Compute(ThePod(RestartPolicy.Always), PodRuntime.None, _ => Verdict(true));
        Assert.True(actions.CreateSandbox);
        Assert.False(actions.KillPod);
        Assert.Equal(["i"], actions.InitToStart.Select(each => each.Name));
        Assert.Empty(actions.ToStart);
    }

    [Theory]
    [InlineData(RestartPolicy.Always, true)]
    [InlineData(RestartPolicy.Never, false)]
    public void Lost_sandbox_is_made_again_where_containers_are_restarted(string policy, bool isMade)
    {
        var runtime = Runtime("0 0 1");
        runtime = runtime with { Sandboxes = [runtime.Sandboxes[0] with { State = PodSandboxState.NotReady }] };
        var actions = PodActions.Compute(ThePod(policy), runtime, _ => Verdict(true));
        Assert.Equal(isMade, actions.CreateSandbox);
        Assert.True(actions.KillPod);
    }

    [Fact]
    public void Deleted_pod_starts_nothing()
    {
        var pod = ThePod(RestartPolicy.Always);
        pod = pod with { Metadata = pod.Metadata with { DeletionTimestamp = new Time(DateTimeOffset.UnixEpoch) } };
        Assert.False(PodActions.ShouldStart(pod, pod.Spec.Containers[0], PodRuntime.None));
    }

    private static string Actions(string states, string policy)
    {
        var actions = PodActions.Compute(ThePod(policy), Runtime(states), container => Verdict(container.Pid == 2));
        return string.Join(
            ' ',
            (actions.KillPod ? (string[])["kill"] : [])
                .Concat(actions.InitToStart.Select(each => $"init:{each.Name}"))
                .Concat(actions.ToStart.Select(each => $"main:{each.Name}")));
    }

    private static ProbeVerdict Verdict(bool isStarted) => new(isStarted, isStarted, null);

    private static Pod ThePod(string policy)
    {
        var pod = Pod("web", Container("m"));
        return pod with
        {
            Spec = pod.Spec with { RestartPolicy = policy, InitContainers = [Container("i"), Container("s") with { RestartPolicy = ContainerRestartPolicy.Always }] },
        };
    }

    private static PodRuntime Runtime(string states)
    {
        var sandbox = new PodSandboxInfo
        {
            Id = "sandbox",
            Config = new PodSandboxConfig { Metadata = new PodSandboxMetadata("web", "default", "uid", 0) },
            State = PodSandboxState.Ready,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var containers = states.Split(' ').Zip((string[])["i", "s", "m"]).Where(each => each.First != "-").Select(each => Status(each.Second, each.First));
        return new PodRuntime([sandbox], [.. containers], ["10.0.0.1"]);
    }

    private static Tiphys.Containers.ContainerStatus Status(string name, string state) => new()
    {
        Id = name,
        SandboxId = "sandbox",
        CreatedAt = DateTimeOffset.UnixEpoch,
        State = state switch
        {
            "r" or "R" => Tiphys.Containers.ContainerState.Running,
            "c" => Tiphys.Containers.ContainerState.Created,
            _ => Tiphys.Containers.ContainerState.Exited,
        },
        Pid = state == "R" ? 2 : 1,
        ExitCode = state == "1" ? 1 : 0,
        Config = new ContainerConfig
        {
            Metadata = new ContainerMetadata(name, 0),
            ImageId = "busybox",
            Annotations = new Dictionary<string, string> { [KubeletLabels.Hash] = PodContainers.Hash(Container(name)) },
        },
    };
}
