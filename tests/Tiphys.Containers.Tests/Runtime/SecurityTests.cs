namespace Tiphys.Containers.Tests.Runtime;

public sealed class SecurityTests
{
    private static ContainerConfig With(string script, LinuxContainerSecurityContext context) => Engine.Shell(script) with { SecurityContext = context };

    [MachineFact]
    public async Task Read_only_root_refuses_writes()
    {
        await using var engine = await Engine.OpenAsync();
        var (status, output) = await engine.RunAsync(With("touch /file 2>&1", new LinuxContainerSecurityContext { ReadOnlyRootFilesystem = true }));
        Assert.Equal(1, status.ExitCode);
        Assert.Contains("Read-only file system", output);
    }

    [MachineFact]
    public async Task User_name_of_the_image_brings_its_groups()
    {
        await using var engine = await Engine.OpenAsync();
        engine.Image.Config = engine.Image.Config with { User = "alice" };
        var (status, output) = await engine.RunAsync(With("id", new LinuxContainerSecurityContext { SupplementalGroups = [555] }));
        Assert.Equal("uid=1000(alice) gid=1000(alice) groups=10(wheel),555,1000(alice),2000(extra)\n", output);
        Assert.Equal((1000, 1000), (status.User!.Uid, status.User.Gid));
    }

    [MachineFact]
    public async Task Strict_policy_leaves_the_groups_of_the_image_out()
    {
        await using var engine = await Engine.OpenAsync();
        var context = new LinuxContainerSecurityContext
        {
            RunAsUser = 1000,
            RunAsGroup = 3000,
            SupplementalGroups = [555],
            SupplementalGroupsPolicy = SupplementalGroupsPolicy.Strict,
        };
        var (_, output) = await engine.RunAsync(With("id", context));
        Assert.Equal("uid=1000(alice) gid=3000 groups=555,3000\n", output);
    }

    [MachineFact]
    public async Task Unknown_user_fails_the_creation_and_leaves_nothing()
    {
        await using var engine = await Engine.OpenAsync();
        var config = With("id", new LinuxContainerSecurityContext { RunAsUserName = "nobody-here" });
        var error = await Assert.ThrowsAsync<ContainerRuntimeException>(() => engine.CreateAsync(config));
        Assert.Equal(ContainerRuntimeError.InvalidConfiguration, error.Error);
        Assert.Empty(Directory.GetDirectories(Path.Combine(engine.Options.RootDirectory, "containers")));
        Assert.DoesNotContain(Path.Combine(engine.Options.RootDirectory, "containers"), await File.ReadAllTextAsync("/proc/self/mountinfo"));
    }

    [MachineFact]
    public async Task Capabilities_are_added_and_dropped()
    {
        await using var engine = await Engine.OpenAsync();
        const string script = "grep CapEff /proc/self/status";
        var (_, standard) = await engine.RunAsync(With(script, new LinuxContainerSecurityContext()));
        var capabilities = new CapabilityConfig { Add = ["NET_ADMIN"], Drop = ["ALL"] };
        var (_, own) = await engine.RunAsync(With(script, new LinuxContainerSecurityContext { Capabilities = capabilities }));
        Assert.Equal("CapEff:\t00000000a80425fb\n", standard);
        Assert.Equal("CapEff:\t0000000000001000\n", own);
    }

    [MachineFact]
    public async Task Default_seccomp_profile_and_no_new_privileges_are_in_force()
    {
        await using var engine = await Engine.OpenAsync();
        var context = new LinuxContainerSecurityContext { NoNewPrivileges = true, Seccomp = new SecurityProfile(SecurityProfileType.RuntimeDefault) };
        var (_, confined) = await engine.RunAsync(With("grep -E 'NoNewPrivs|Seccomp:' /proc/self/status; unshare -m true 2>&1; sleep 0 && echo works", context));
        Assert.Contains("NoNewPrivs:\t1\nSeccomp:\t2\n", confined);
        Assert.Contains("unshare: ", confined);
        Assert.Contains("Operation not permitted", confined);
        Assert.EndsWith("works\n", confined);
        var (_, free) = await engine.RunAsync(With("grep -E 'NoNewPrivs|Seccomp:' /proc/self/status", new LinuxContainerSecurityContext()));
        Assert.Equal("NoNewPrivs:\t0\nSeccomp:\t0\n", free);
    }

    [MachineFact]
    public async Task Localhost_seccomp_profile_is_used()
    {
        await using var engine = await Engine.OpenAsync();
        var path = Path.Combine(engine.Directory, "profile.json");
        await File.WriteAllTextAsync(path, """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":5}]}""");
        var context = new LinuxContainerSecurityContext { Seccomp = new SecurityProfile(SecurityProfileType.Localhost, path) };
        var (_, output) = await engine.RunAsync(With("mkdir /tmp/x 2>&1", context));
        Assert.Contains("Input/output error", output);
    }

    [MachineFact]
    public async Task Privileged_container_has_devices_and_a_writable_sys()
    {
        await using var engine = await Engine.OpenAsync();
        const string script = "test -c /dev/kmsg && echo kmsg; grep ' /sys sysfs ' /proc/mounts | grep -c rw,";
        var (_, privileged) = await engine.RunAsync(With(script, new LinuxContainerSecurityContext { Privileged = true }));
        var (_, ordinary) = await engine.RunAsync(With(script, new LinuxContainerSecurityContext()));
        Assert.Equal("kmsg\n1\n", privileged);
        Assert.Equal("0\n", ordinary);
    }

    [MachineFact]
    public async Task Paths_are_masked_and_read_only()
    {
        await using var engine = await Engine.OpenAsync();
        var (_, output) = await engine.RunAsync(Engine.Shell("cat /proc/keys | wc -c; echo 1 > /proc/sys/kernel/hostname 2>&1 || echo refused"));
        Assert.StartsWith("0\n", output);
        Assert.Contains("refused", output);
    }

    [MachineFact]
    public async Task Oom_score_that_may_not_be_set_is_raised_and_not_fatal()
    {
        await using var engine = await Engine.OpenAsync();
        var config = Engine.Shell("cat /proc/self/oom_score_adj");
        var (low, lowest) = await engine.RunAsync(config with { Resources = new LinuxContainerResources { OomScoreAdj = -997 } });
        var (_, high) = await engine.RunAsync(config with { LogPath = "high.log", Resources = new LinuxContainerResources { OomScoreAdj = 900 } });
        Assert.Equal(0, low.ExitCode);
        Assert.InRange(int.Parse(lowest), -997, int.Parse(await File.ReadAllTextAsync("/proc/self/oom_score_adj")));
        Assert.Equal("900\n", high);
    }

    [MachineFact]
    public async Task Mounts_and_devices_appear_as_configured()
    {
        await using var engine = await Engine.OpenAsync();
        var volume = Path.Combine(engine.Directory, "volume");
        var config = Engine.Shell("cat /data/file; (echo no > /data/file) 2>&1 || echo refused; test -d /new && echo made; test -c /dev/mine && echo device") with
        {
            Mounts =
            [
                new ContainerMount { HostPath = volume, ContainerPath = "/data", ReadOnly = true },
                new ContainerMount { HostPath = Path.Combine(engine.Directory, "not/there"), ContainerPath = "/new" },
            ],
            Devices = [new ContainerDevice { HostPath = "/dev/null", ContainerPath = "/dev/mine" }],
        };
        Directory.CreateDirectory(volume);
        await File.WriteAllTextAsync(Path.Combine(volume, "file"), "content\n");
        var (_, output) = await engine.RunAsync(config);
        Assert.Equal("content\nsh: can't create /data/file: Read-only file system\nrefused\nmade\ndevice\n", output);
    }
}
