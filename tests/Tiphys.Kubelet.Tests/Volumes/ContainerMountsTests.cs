using Tiphys.Api.Core.V1;
using Tiphys.Containers;
using Tiphys.Kubelet.Environment;
using Tiphys.Kubelet.Volumes;
using Tiphys.Kubelet.Volumes.Linux;
using Tiphys.Kubelet.Volumes.Mounting;

namespace Tiphys.Kubelet.Tests.Volumes;

public sealed class ContainerMountsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public ContainerMountsTests() => Directory.CreateDirectory(_directory["volume"]);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_mount_says_where_and_how()
    {
        var mount = Assert.Single(Build(VolumeMount.Empty with { Name = "v", MountPath = "data", MountPropagation = "Bidirectional" }));
        Assert.Equal(("/data", _directory["volume"], false, MountPropagation.Bidirectional), (mount.ContainerPath, mount.HostPath, mount.ReadOnly, mount.Propagation));
        Assert.True(Assert.Single(Build(VolumeMount.Empty with { Name = "ro", MountPath = "/x" })).ReadOnly);
        mount = Assert.Single(Build(VolumeMount.Empty with { Name = "v", MountPath = "/x", ReadOnly = true, RecursiveReadOnly = "IfPossible" }));
        Assert.True(mount.ReadOnly);
    }

    [Fact]
    public void A_part_of_a_volume_is_made_and_bound()
    {
        Native.ChangeMode(_directory["volume"], 0x3FF); // 01777
        var mount = Assert.Single(Build(VolumeMount.Empty with { Name = "v", MountPath = "/x", SubPath = "a/b" }));
        Assert.Equal(_directory["pod/volume-subpaths/v/app/0"], mount.HostPath);
        File.WriteAllText(Path.Combine(mount.HostPath, "f"), "x");
        Assert.Equal("x", File.ReadAllText(_directory["volume/a/b/f"]));
        Assert.Equal(0x3FFu, Native.Status(_directory["volume/a/b"], followLinks: false)!.Value.Permissions);

        // The next start of the container finds it as it is.
        Build(VolumeMount.Empty with { Name = "v", MountPath = "/x", SubPath = "a/b" });
        Assert.Single(Mounts.Below(_directory["pod"]));
    }

    [Fact]
    public void A_file_can_be_a_part_and_may_be_replaced_between_starts()
    {
        File.WriteAllText(_directory["volume/f"], "old");
        var mount = Assert.Single(Build(VolumeMount.Empty with { Name = "v", MountPath = "/x", SubPath = "f" }));
        Assert.Equal("old", File.ReadAllText(mount.HostPath));
        File.Delete(_directory["volume/f"]);
        Directory.CreateDirectory(_directory["volume/f"]);
        mount = Assert.Single(Build(VolumeMount.Empty with { Name = "v", MountPath = "/x", SubPath = "f" }));
        Assert.True(Directory.Exists(mount.HostPath));
    }

    [Fact]
    public void A_link_that_leads_out_is_not_followed()
    {
        Directory.CreateDirectory(_directory["secret"]);
        File.CreateSymbolicLink(_directory["volume/out"], _directory["secret"]);
        File.CreateSymbolicLink(_directory["volume/up"], "../secret");
        foreach (var subPath in new[] { "out", "up", "up/new" })
        {
            var error = Assert.Throws<ContainerConfigException>(() => Build(VolumeMount.Empty with { Name = "v", MountPath = "/x", SubPath = subPath }));
            Assert.Equal("failed to prepare subPath for volumeMount \"v\" of container \"app\"", error.Message);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_directory["secret"]));
    }

    [Fact]
    public void A_part_can_be_named_by_variables()
    {
        var mount = VolumeMount.Empty with { Name = "v", MountPath = "/x", SubPathExpr = "$(POD)/logs" };
        Build(mount, ("POD", "web-1"));
        Assert.True(Directory.Exists(_directory["volume/web-1/logs"]));
        Assert.Equal("missing value for POD", Assert.Throws<ContainerConfigException>(() => Build(mount)).Message);
        Assert.Equal(
            "error SubPath `/etc/logs` must not be an absolute path", Assert.Throws<ContainerConfigException>(() => Build(mount, ("POD", "/etc"))).Message);
        Assert.StartsWith("unable to provision SubPath `../logs`", Assert.Throws<ContainerConfigException>(() => Build(mount, ("POD", ".."))).Message);
    }

    [Fact]
    public void What_cannot_be_mounted_is_told()
    {
        Assert.Equal(
            "cannot find volume \"none\" to mount into container \"app\"",
            Assert.Throws<ContainerConfigException>(() => Build(VolumeMount.Empty with { Name = "none", MountPath = "/x" })).Message);
        Assert.Equal(
            "failed to resolve recursive read-only mode: volume \"v\" requested recursive read-only mode, but it is not read-only",
            Assert.Throws<ContainerConfigException>(() => Build(VolumeMount.Empty with { Name = "v", MountPath = "/x", RecursiveReadOnly = "Enabled" })).Message);
    }

    private IReadOnlyList<ContainerMount> Build(VolumeMount mount, params (string Name, string Value)[] environment)
    {
        var container = TestPods.Container() with { VolumeMounts = [mount] };
        var paths = new Dictionary<string, string> { ["v"] = _directory["volume"], ["ro"] = _directory["volume"] };
        return ContainerMounts.Build(
            TestPods.Pod(container),
            container,
            new PodVolumes(paths, new HashSet<string> { "ro" }),
            environment.ToDictionary(entry => entry.Name, entry => entry.Value),
            _directory["pod"]);
    }
}
