using System.Diagnostics;

namespace Tiphys.Containers.Tests.Runtime;

public sealed class ContainerLifecycleTests
{
    [MachineFact]
    public async Task Container_runs_to_its_end_and_reports_code_output_and_events()
    {
        await using var engine = await Engine.OpenAsync();
        using var stop = new CancellationTokenSource();
        await using var events = engine.Runtime.WatchEventsAsync(stop.Token).GetAsyncEnumerator();

        var (status, output) = await engine.RunAsync(Engine.Shell("echo out; echo err >&2; exit 7"));

        Assert.Equal((ContainerState.Exited, 7, "Error"), (status.State, status.ExitCode, status.Reason));
        Assert.Contains("out\n", output);
        Assert.Contains("err\n", output);
        Assert.InRange(status.FinishedAt!.Value, status.StartedAt!.Value, DateTimeOffset.UtcNow);
        await engine.Runtime.RemoveContainerAsync(status.Id, CancellationToken.None);
        foreach (var expected in (ContainerEventType[])[ContainerEventType.Created, ContainerEventType.Started, ContainerEventType.Exited, ContainerEventType.Removed])
        {
            Assert.True(await events.MoveNextAsync());
            Assert.Equal((expected, status.Id), (events.Current.Type, events.Current.ContainerId));
        }
    }

    [MachineFact]
    public async Task Success_is_reported_as_Completed()
    {
        await using var engine = await Engine.OpenAsync();
        var (status, _) = await engine.RunAsync(Engine.Config("true"));
        Assert.Equal((0, "Completed"), (status.ExitCode, status.Reason));
    }

    [MachineFact]
    public async Task Killed_process_is_seen_at_once()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var exited = engine.WaitForExitAsync(id);
        var begun = Stopwatch.GetTimestamp();

        Process.GetProcessById(engine.Runtime.GetContainerStatus(id).Pid).Kill();
        var status = await exited;

        Assert.Equal((137, "Error"), (status.ExitCode, status.Reason));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [MachineFact]
    public async Task Stop_sends_the_stop_signal_and_leaves_time_to_end()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Shell("trap 'echo bye; exit 3' USR1; echo ready; while :; do sleep 0.05; done") with { StopSignal = "SIGUSR1" });
        var log = engine.Runtime.GetContainerStatus(id).LogPath;
        await Engine.EventuallyAsync(async () => (await Engine.ReadLogAsync(log)).Contains("ready"));

        await engine.Runtime.StopContainerAsync(id, TimeSpan.FromSeconds(20), CancellationToken.None);

        Assert.Equal(3, engine.Runtime.GetContainerStatus(id).ExitCode);
        Assert.Contains("bye", await Engine.ReadLogAsync(log));
    }

    [MachineFact]
    public async Task Stop_kills_after_the_grace_period_and_may_be_repeated()
    {
        await using var engine = await Engine.OpenAsync();
        // The first process of a PID namespace ignores SIGTERM unless it handles it, as the OCI runtime's own does until it becomes the program.
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var program = $"/proc/{engine.Runtime.GetContainerStatus(id).Pid}/comm";
        await Engine.EventuallyAsync(async () => await File.ReadAllTextAsync(program) == "sleep\n");

        await engine.Runtime.StopContainerAsync(id, TimeSpan.FromMilliseconds(50), CancellationToken.None);
        await engine.Runtime.StopContainerAsync(id, TimeSpan.FromSeconds(20), CancellationToken.None);

        Assert.Equal(137, engine.Runtime.GetContainerStatus(id).ExitCode);
    }

    [MachineFact]
    public async Task Missing_program_fails_the_start_with_code_128()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.CreateAsync(Engine.Config("no-such-program"));

        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(() => engine.Runtime.StartContainerAsync(id, CancellationToken.None));

        Assert.Contains("exec: \"no-such-program\": executable file not found in $PATH", error.Message);
        var status = engine.Runtime.GetContainerStatus(id);
        Assert.Equal((ContainerState.Exited, 128, "StartError"), (status.State, status.ExitCode, status.Reason));
        await engine.Runtime.RemoveContainerAsync(id, CancellationToken.None);
    }

    [MachineFact]
    public async Task Unknown_ids_are_NotFound_and_removing_them_succeeds()
    {
        await using var engine = await Engine.OpenAsync();
        var error = Assert.Throws<ContainerRuntimeException>(() => engine.Runtime.GetContainerStatus("nothing"));
        Assert.Equal(ContainerRuntimeError.NotFound, error.Error);
        await engine.Runtime.StopContainerAsync("nothing", TimeSpan.Zero, CancellationToken.None);
        await engine.Runtime.RemoveContainerAsync("nothing", CancellationToken.None);
        await engine.Runtime.RemovePodSandboxAsync("nothing", CancellationToken.None);
    }

    [MachineFact]
    public async Task Container_starts_once_only()
    {
        await using var engine = await Engine.OpenAsync();
        var id = await engine.StartAsync(Engine.Config("sleep", "1000"));
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(() => engine.Runtime.StartContainerAsync(id, CancellationToken.None));
        Assert.Equal(ContainerRuntimeError.InvalidState, error.Error);
    }

    [MachineFact]
    public async Task Image_entry_point_arguments_environment_and_directory_are_used()
    {
        await using var engine = await Engine.OpenAsync();
        engine.Image.Config = new ImageProcessConfig
        {
            Entrypoint = ["sh", "-c", "echo $0 $1 $A $B $(readlink /proc/self/cwd) $HOSTNAME"],
            Command = ["image", "arguments"],
            Environment = ["A=image", "B=image"],
            WorkingDirectory = "/made/here",
        };
        var config = Engine.Config() with { Environment = [new EnvironmentVariable("B", "pod")] };

        var (_, fromImage) = await engine.RunAsync(config);
        var (_, replaced) = await engine.RunAsync(config with { Arguments = ["other"], LogPath = "other.log" });

        Assert.Equal("image arguments image pod /made/here pod1\n", fromImage);
        Assert.Equal("other image pod /made/here pod2\n", replaced);
    }
}
