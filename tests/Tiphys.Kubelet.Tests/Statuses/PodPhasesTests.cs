using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Statuses;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;

namespace Tiphys.Kubelet.Tests.Statuses;

public sealed class PodPhasesTests
{
    // States of containers a, b, …: r running, w waiting, 0/1 ended with that code, W1 waiting after an end with that code.
    [Theory]
    [InlineData(RestartPolicy.Always, "r", false, PodPhase.Running)]
    [InlineData(RestartPolicy.Always, "w", false, PodPhase.Pending)]
    [InlineData(RestartPolicy.Always, "r w", false, PodPhase.Pending)]
    [InlineData(RestartPolicy.Always, "0", false, PodPhase.Running)]
    [InlineData(RestartPolicy.Always, "0", true, PodPhase.Succeeded)]
    [InlineData(RestartPolicy.Always, "1", true, PodPhase.Failed)]
    [InlineData(RestartPolicy.Always, "W1", false, PodPhase.Running)]
    [InlineData(RestartPolicy.OnFailure, "0 0", false, PodPhase.Succeeded)]
    [InlineData(RestartPolicy.OnFailure, "0 1", false, PodPhase.Running)]
    [InlineData(RestartPolicy.Never, "0 1", false, PodPhase.Failed)]
    [InlineData(RestartPolicy.Never, "0 0", false, PodPhase.Succeeded)]
    [InlineData(RestartPolicy.Never, "0 r", false, PodPhase.Running)]
    [InlineData(RestartPolicy.Never, "0 -", false, PodPhase.Pending)]
    public void Phase_follows_from_the_states_of_containers(string policy, string states, bool isEnding, string expected)
    {
        var all = states.Split(' ').Select((state, index) => (Name: $"{(char)('a' + index)}", State: state)).ToList();
        var spec = PodSpec.Empty with { RestartPolicy = policy, Containers = all.Select(each => Container(each.Name)).ToApiList() };
        var statuses = all.Where(each => each.State != "-").Select(each => ContainerStatus.Empty with
        {
            Name = each.Name,
            State = State(each.State),
            LastTerminationState = each.State[0] == 'W' ? State(each.State[1..]) : ContainerState.Empty,
        });
        Assert.Equal(expected, PodPhases.Compute(spec, [.. statuses], isEnding, true));
    }

    [Theory]
    [InlineData(RestartPolicy.Always, 1, PodPhase.Pending)]
    [InlineData(RestartPolicy.Never, 1, PodPhase.Failed)]
    [InlineData(RestartPolicy.Never, 0, PodPhase.Pending)]
    public void Pod_is_pending_until_its_init_containers_have_succeeded(string policy, int code, string expected)
    {
        var spec = PodSpec.Empty with { RestartPolicy = policy, InitContainers = [Container("i")], Containers = [Container("a")] };
        ContainerStatus[] statuses =
        [
            ContainerStatus.Empty with { Name = "i", State = State($"{code}") },
            ContainerStatus.Empty with { Name = "a", State = State("w") },
        ];
        Assert.Equal(expected, PodPhases.Compute(spec, statuses, false, false));
    }

    private static ContainerState State(string state) => state[0] switch
    {
        'r' => ContainerState.Empty with { Running = ContainerStateRunning.Empty },
        'w' or 'W' => ContainerState.Empty with { Waiting = ContainerStateWaiting.Empty },
        _ => ContainerState.Empty with { Terminated = ContainerStateTerminated.Empty with { ExitCode = state[0] - '0' } },
    };
}
