using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Containers;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Tests.Fakes;
using static Tiphys.Kubelet.Tests.Fakes.KubeletFixture;
using Container = Tiphys.Api.Core.V1.Container;
using SupplementalGroupsPolicy = Tiphys.Api.Core.V1.SupplementalGroupsPolicy;

namespace Tiphys.Kubelet.Tests.Containers;

public sealed class ContainerRulesTests
{
    private const long Gibibyte = 1L << 30;

    [Theory]
    [InlineData("", "", 2ul, null, null, 1000)]
    [InlineData("cpu=500m memory=1Gi", "", 512ul, null, null, 875)]
    [InlineData("cpu=500m", "cpu=1 memory=1Gi", 512ul, 100_000L, Gibibyte, 999)]
    [InlineData("cpu=1 memory=1Gi", "cpu=1 memory=1Gi", 1024ul, 100_000L, Gibibyte, -997)]
    [InlineData("", "cpu=1m", 2ul, 1000L, null, 999)]
    public void Limits_follow_from_requests_and_limits(string requests, string limits, ulong shares, long? quota, long? memory, int oomScore)
    {
        var container = Container("main") with { Resources = ResourceRequirements.Empty with { Requests = Map(requests), Limits = Map(limits) } };
        var resources = ContainerResources.Build(Pod("web", container), container, 8 * Gibibyte);
        Assert.Equal(shares, resources.CpuShares);
        Assert.Equal(quota, resources.CpuQuota);
        Assert.Equal(memory, resources.MemoryLimit);
        Assert.Equal(oomScore, resources.OomScoreAdj);
    }

    [Fact]
    public void Containers_own_security_context_is_laid_over_that_of_the_pod()
    {
        var pod = Pod("web", Container("main"));
        pod = pod with
        {
            Spec = pod.Spec with
            {
                SecurityContext = PodSecurityContext.Empty with
                {
                    RunAsUser = 1000,
                    RunAsGroup = 2000,
                    FSGroup = 3000,
                    SupplementalGroups = [4000],
                    SupplementalGroupsPolicy = SupplementalGroupsPolicy.Strict,
                    SeccompProfile = Api.Core.V1.SeccompProfile.Empty with { Type = SeccompProfileType.RuntimeDefault },
                },
            },
        };
        var container = Container("main") with
        {
            SecurityContext = SecurityContext.Empty with
            {
                RunAsUser = 1001,
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                ProcMount = ProcMountType.Unmasked,
                Capabilities = Capabilities.Empty with { Add = ["NET_ADMIN"], Drop = ["ALL"] },
            },
        };
        var security = ContainerSecurity.Build(pod, container, "", null, "/seccomp");
        Assert.Equal((1001, 2000), (security.RunAsUser, security.RunAsGroup));
        Assert.Equal([3000, 4000], security.SupplementalGroups);
        Assert.Equal(Tiphys.Containers.SupplementalGroupsPolicy.Strict, security.SupplementalGroupsPolicy);
        Assert.True(security.NoNewPrivileges);
        Assert.True(security.ReadOnlyRootFilesystem);
        Assert.Empty(security.MaskedPaths!);
        Assert.Equal(SecurityProfileType.RuntimeDefault, security.Seccomp!.Type);
        Assert.Equal(["ALL"], security.Capabilities.Drop);
    }

    [Theory]
    [InlineData("", "container has runAsNonRoot and image will run as root")]
    [InlineData("0:0", "container has runAsNonRoot and image will run as root")]
    [InlineData("nobody", "container has runAsNonRoot and image has non-numeric user (nobody), cannot verify user is non-root")]
    [InlineData("1000", null)]
    public void Image_that_may_run_as_root_is_refused_where_that_is_forbidden(string imageUser, string? message)
    {
        var container = Container("main") with { SecurityContext = SecurityContext.Empty with { RunAsNonRoot = true } };
        var error = Record.Exception(() => ContainerSecurity.Build(Pod("web", container), container, imageUser, null, ""));
        Assert.Equal(message is null ? null : $"{message} (pod: \"web_default()\", container: main)", (error as ContainerConfigException)?.Message);
    }

    [Theory]
    [InlineData(null, RestartPolicy.Always, 0, true)]
    [InlineData(null, RestartPolicy.OnFailure, 0, false)]
    [InlineData(null, RestartPolicy.OnFailure, 1, true)]
    [InlineData(null, RestartPolicy.Never, 1, false)]
    [InlineData(ContainerRestartPolicy.Never, RestartPolicy.Always, 1, false)]
    [InlineData(ContainerRestartPolicy.OnFailure, RestartPolicy.Never, 1, true)]
    public void Restart_is_decided_by_the_container_before_the_pod(string? own, string ofPod, int code, bool restarts) =>
        Assert.Equal(restarts, PodContainers.ShouldRestart(Container("main") with { RestartPolicy = own }, PodSpec.Empty with { RestartPolicy = ofPod }, code));

    [Theory]
    [InlineData(42, true)]
    [InlineData(1, false)]
    public void Rule_on_the_exit_code_comes_first(int code, bool restarts)
    {
        var rule = ContainerRestartRule.Empty with
        {
            Action = ContainerRestartRuleAction.Restart,
            ExitCodes = ContainerRestartRuleOnExitCodes.Empty with { Operator = ContainerRestartRuleOnExitCodesOperator.In, Values = [42] },
        };
        var container = Container("main") with { RestartPolicy = ContainerRestartPolicy.Never, RestartPolicyRules = [rule] };
        Assert.Equal(restarts, PodContainers.ShouldRestart(container, PodSpec.Empty with { RestartPolicy = RestartPolicy.Always }, code));
    }

    [Fact]
    public void Delay_doubles_to_five_minutes_and_is_forgotten_after_ten_quiet_ones()
    {
        var backOff = new RestartBackOff();
        var now = DateTimeOffset.UnixEpoch;
        Assert.Null(backOff.DelaySince("a", now));
        List<double> delays = [];
        for (var i = 0; i < 7; i++)
        {
            backOff.Next("a", now);
            delays.Add(backOff.DelaySince("a", now)!.Value.TotalSeconds);
            now += TimeSpan.FromMinutes(5);
        }

        Assert.Equal([10, 20, 40, 80, 160, 300, 300], delays);
        Assert.Null(backOff.DelaySince("a", now + TimeSpan.FromMinutes(6)));
        Assert.Equal("2m40s", RestartBackOff.Format(TimeSpan.FromSeconds(160)));
    }

    [Fact]
    public async Task Termination_message_is_the_end_of_the_file_or_of_the_log()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var container = Container("main") with { TerminationMessagePath = "/dev/termination-log" };
            var mount = TerminationMessages.CreateFile(container, directory.FullName);
            var log = Path.Combine(directory.FullName, "0.log");
            await File.WriteAllTextAsync(log, "2026-01-01T00:00:00.0Z stdout F one\n2026-01-01T00:00:00.0Z stderr F two\n");
            var messages = new TerminationMessages();
            var byLog = Ended("a", mount, log);
            await messages.LoadAsync([byLog], default);
            Assert.Equal("one\ntwo\n", messages.Of(byLog));
            await File.WriteAllTextAsync(mount.HostPath, new string('x', 5000) + "end");
            var byFile = Ended("b", mount, log);
            await messages.LoadAsync([byFile], default);
            Assert.Equal(TerminationMessages.MaximumLength, messages.Of(byFile).Length);
            Assert.EndsWith("xend", messages.Of(byFile));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Tiphys.Containers.ContainerStatus Ended(string id, ContainerMount mount, string log) => new()
    {
        Id = id,
        SandboxId = "s",
        State = Tiphys.Containers.ContainerState.Exited,
        CreatedAt = default,
        ExitCode = 1,
        LogPath = log,
        Config = new ContainerConfig
        {
            Metadata = new ContainerMetadata("main", 0),
            ImageId = "i",
            Mounts = [mount],
            Annotations = new Dictionary<string, string>
            {
                [KubeletLabels.TerminationMessagePath] = mount.ContainerPath,
                [KubeletLabels.TerminationMessagePolicy] = TerminationMessagePolicy.FallbackToLogsOnError,
            },
        },
    };

    private static ApiMap<Quantity> Map(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .Select(pair => KeyValuePair.Create(pair[0], (Quantity)pair[1]))
        .ToApiMap();
}
