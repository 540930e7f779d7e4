using System.Text;
using System.Text.Json;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Tables;
using ConditionStatus = Tiphys.Api.Core.V1.ConditionStatus;

namespace Tiphys.ApiServer.Tests.Tables;

public sealed class PodTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public void Running_pod_shows_its_ready_containers_and_last_restart()
    {
        var pod = Pod(new() { RestartCount = 3, Ready = true, State = Running, LastTerminationState = Ended(1, "Error", ago: 90) });

        Assert.Equal(["a", "1/1", "Running", "3 (90s ago)", "5m"], Cells(pod).Take(5));
    }

    [Fact]
    public void Waiting_container_gives_the_pod_its_reason() =>
        Assert.Equal("CrashLoopBackOff", Cells(Pod(new() { State = new() { Waiting = new() { Reason = "CrashLoopBackOff" } } }))[2]);

    [Fact]
    public void Failed_init_container_shows_before_the_containers()
    {
        var pod = Pod(new() { State = new() { Waiting = new() { Reason = "PodInitializing" } } });
        pod = pod with
        {
            Spec = pod.Spec with { InitContainers = [new Container { Name = "first" }] },
            Status = pod.Status with { InitContainerStatuses = [new ContainerStatus { Name = "first", State = Ended(7, "", ago: 1) }] },
        };

        Assert.Equal("Init:ExitCode:7", Cells(pod)[2]);
    }

    [Fact]
    public void Completed_pod_with_a_running_container_is_not_ready()
    {
        var pod = Pod(new() { State = Ended(0, "Completed", ago: 1) });
        var running = new ContainerStatus { Ready = true, State = Running };

        Assert.Equal("NotReady", Cells(pod with { Status = pod.Status with { ContainerStatuses = [.. pod.Status.ContainerStatuses, running] } })[2]);
        Assert.Equal("Running", Cells(pod with
        {
            Status = pod.Status with
            {
                ContainerStatuses = [.. pod.Status.ContainerStatuses, running],
                Conditions = [new PodCondition { Type = PodConditionType.Ready, Status = ConditionStatus.True }],
            },
        })[2]);
    }

    [Fact]
    public void Deleted_pod_is_terminating() => Assert.Equal("Terminating", Cells(Pod(new()).WithMetadata(new ObjectMeta { DeletionTimestamp = Now }))[2]);

    [Fact]
    public void Ended_pods_carry_a_remark()
    {
        var pod = Pod(new());
        using var table = Print(pod with { Status = pod.Status with { Phase = PodPhase.Failed } });

        var condition = Row(table).GetProperty("conditions")[0];
        Assert.Equal("Completed", condition.GetProperty("type").GetString());
        Assert.Equal("Failed", condition.GetProperty("reason").GetString());
    }

    private static ContainerState Running => new() { Running = ContainerStateRunning.Empty };

    private static ContainerState Ended(int code, string reason, int ago) =>
        new() { Terminated = new() { ExitCode = code, Reason = reason, FinishedAt = Now.AddSeconds(-ago) } };

    private static Pod Pod(ContainerStatus status) => new()
    {
        Metadata = new ObjectMeta { Name = "a", CreationTimestamp = Now.AddMinutes(-5) },
        Spec = new PodSpec { Containers = [new Container { Name = "main" }] },
        Status = new PodStatus { Phase = PodPhase.Running, ContainerStatuses = [status] },
    };

    private static List<string?> Cells(Pod pod)
    {
        using var table = Print(pod);
        return Row(table).GetProperty("cells").EnumerateArray().Select(cell => cell.GetString()).ToList();
    }

    private static JsonElement Row(JsonDocument table) => table.RootElement.GetProperty("rows")[0];

    private static JsonDocument Print(Pod pod)
    {
        using var writer = new JsonWriter();
        Assert.Single(new TablePrinter(new FixedClock()).Write(writer, new() { Kind = Tiphys.Api.Core.V1.Pod.GroupVersionKind, Objects = [pod], Metadata = ListMeta.Empty }));
        return JsonDocument.Parse(Encoding.UTF8.GetString(writer.WrittenSpan));
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
