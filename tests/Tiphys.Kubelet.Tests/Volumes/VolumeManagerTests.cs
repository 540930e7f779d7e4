using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Authentication.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Fakes;
using Tiphys.Containers;
using Tiphys.Kubelet.References;
using Tiphys.Kubelet.Volumes;
using Tiphys.Kubelet.Volumes.Kinds;
using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Tests.Volumes;

public sealed class VolumeManagerTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeKubernetesClient _client = new();
    private readonly ReferencedObjects _references;

    public VolumeManagerTests() => _references = new ReferencedObjects(_client, TimeProvider.System, new Random(1), NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await _references.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_config_map_is_written_and_follows_its_object()
    {
        _client.Put(TestPods.ConfigMap("settings", ("a.yaml", "1"), ("b", "2")) with { BinaryData = ApiMap.Of("bin", new ApiBytes([0, 255])) });
        var pod = TestPods.Mounting(TestPods.Volume("config", ConfigMap("settings")));
        var manager = Manager();
        var path = (await manager.PrepareAsync(pod, default)).HostPaths["config"];
        Assert.Equal(_directory["pods/11-22/volumes/kubernetes.io~configmap/config"], path);
        Assert.Equal("1", await File.ReadAllTextAsync(Path.Combine(path, "a.yaml")));
        Assert.Equal([0, 255], await File.ReadAllBytesAsync(Path.Combine(path, "bin")));
        var told = new TaskCompletionSource<string>();
        manager.Changed += told.SetResult;
        _client.Put(TestPods.ConfigMap("settings", ("a.yaml", "3")));
        Assert.Equal("11-22", await told.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await manager.RefreshAsync(pod, default);
        Assert.Equal("3", await File.ReadAllTextAsync(Path.Combine(path, "a.yaml")));
        Assert.False(Path.Exists(Path.Combine(path, "b")));
    }

    [Fact]
    public async Task Items_choose_paths_and_modes()
    {
        _client.Put(TestPods.ConfigMap("settings", ("a", "1"), ("b", "2")));
        var source = ConfigMap("settings") with
        {
            ConfigMap = ConfigMap("settings").ConfigMap! with
            {
                DefaultMode = 0x100, // 0400
                Items = [new KeyToPath { Key = "a", Path = "x/y" }, new KeyToPath { Key = "b", Path = "z", Mode = 0x1FF }],
            },
        };
        var path = (await Manager().PrepareAsync(TestPods.Mounting(TestPods.Volume("config", source)), default)).HostPaths["config"];
        Assert.Equal(0x100u, Native.Status(Path.Combine(path, "x/y"), followLinks: true)!.Value.Permissions);
        Assert.Equal(0x1FFu, Native.Status(Path.Combine(path, "z"), followLinks: true)!.Value.Permissions);
        Assert.False(Path.Exists(Path.Combine(path, "a")));
    }

    [Theory]
    [InlineData("none", "key", "MountVolume.SetUp failed for volume \"config\" : configmap \"none\" not found")]
    [InlineData("settings", "none", "MountVolume.SetUp failed for volume \"config\" : configmap references non-existent config key: none")]
    public async Task What_is_missing_is_told_unless_it_is_optional(string name, string key, string message)
    {
        _client.Put(TestPods.ConfigMap("settings", ("key", "1")));
        var source = ConfigMap(name).ConfigMap! with { Items = [new KeyToPath { Key = key, Path = "p" }] };
        var pod = TestPods.Mounting(TestPods.Volume("config", VolumeSource.Empty with { ConfigMap = source }));
        Assert.Equal(message, (await Assert.ThrowsAsync<VolumeException>(() => Manager().PrepareAsync(pod, default))).Message);
        pod = TestPods.Mounting(TestPods.Volume("config", VolumeSource.Empty with { ConfigMap = source with { Optional = true } }));
        Assert.Empty(Directory.GetFiles((await Manager().PrepareAsync(pod, default)).HostPaths["config"]));
    }

    [Fact]
    public async Task A_secret_lies_in_memory_and_belongs_to_the_group()
    {
        _client.Put(TestPods.Secret("keys", ("k", "s3cret")));
        var pod = TestPods.Mounting(TestPods.Volume("keys", VolumeSource.Empty with { Secret = SecretVolumeSource.Empty with { SecretName = "keys", DefaultMode = 0x100 } }));
        pod = pod with { Spec = pod.Spec with { SecurityContext = PodSecurityContext.Empty with { FSGroup = 77 } } };
        var volumes = await Manager().PrepareAsync(pod, default);
        var path = volumes.HostPaths["keys"];
        Assert.True(Mounts.IsMounted(path));
        Assert.Contains("keys", volumes.ReadOnly);
        var file = Native.Status(Path.Combine(path, "k"), followLinks: true)!.Value;
        Assert.Equal((77u, 0x120u), (file.GroupId, file.Permissions)); // 0440
        await Manager().ReleaseAsync("11-22", default);
        Assert.False(Directory.Exists(_directory["pods/11-22"]));
        Assert.DoesNotContain(Mounts.Below(_directory.Root), _ => true);
    }

    [Fact]
    public async Task A_projected_volume_holds_all_its_sources()
    {
        _client.Put(TestPods.ConfigMap("ca", ("ca.crt", "CA")));
        _client.Put(TestPods.Secret("keys", ("k", "s")));
        _client.Put(ServiceAccount.Empty with { Metadata = ObjectMeta.Empty with { Namespace = "shop", Name = "robot" } });
        _client.OnSubresource<ServiceAccount, TokenRequest>("token", (_, _, request) => request with
        {
            Status = TokenRequestStatus.Empty with { Token = "jwt", ExpirationTimestamp = Time.Now(TimeProvider.System) },
        });
        var source = VolumeSource.Empty with
        {
            Projected = ProjectedVolumeSource.Empty with
            {
                DefaultMode = 0x1A4,
                Sources =
                [
                    VolumeProjection.Empty with { ServiceAccountToken = ServiceAccountTokenProjection.Empty with { Path = "token", ExpirationSeconds = 3607 } },
                    VolumeProjection.Empty with { ConfigMap = ConfigMapProjection.Empty with { LocalObjectReference = TestPods.Named("ca") } },
                    VolumeProjection.Empty with { Secret = SecretProjection.Empty with { LocalObjectReference = TestPods.Named("keys") } },
                    VolumeProjection.Empty with
                    {
                        DownwardAPI = DownwardAPIProjection.Empty with
                        {
                            Items =
                            [
                                DownwardAPIVolumeFile.Empty with
                                {
                                    Path = "namespace", FieldRef = ObjectFieldSelector.Empty with { APIVersion = "v1", FieldPath = "metadata.namespace" },
                                },
                            ],
                        },
                    },
                ],
            },
        };
        var pod = TestPods.Mounting(TestPods.Volume("api", source));
        pod = pod with { Spec = pod.Spec with { SecurityContext = PodSecurityContext.Empty with { RunAsUser = 1000 } } };
        var path = (await Manager().PrepareAsync(pod, default)).HostPaths["api"];
        var contents = new[] { "token", "ca.crt", "k", "namespace" }.Select(name => File.ReadAllText(Path.Combine(path, name)));
        Assert.Equal(["jwt", "CA", "s", "shop"], contents);
        var token = Native.Status(Path.Combine(path, "token"), followLinks: true)!.Value;
        Assert.Equal((1000u, 0x180u), (token.UserId, token.Permissions)); // 0600
    }

    [Fact]
    public async Task All_that_a_projected_volume_misses_is_told()
    {
        var sources = new[] { "x", "y" }.Select(name =>
            VolumeProjection.Empty with { Secret = SecretProjection.Empty with { LocalObjectReference = TestPods.Named(name) } });
        var source = VolumeSource.Empty with { Projected = ProjectedVolumeSource.Empty with { Sources = sources.ToApiList() } };
        var error = await Assert.ThrowsAsync<VolumeException>(() => Manager().PrepareAsync(TestPods.Mounting(TestPods.Volume("v", source)), default));
        Assert.Equal("MountVolume.SetUp failed for volume \"v\" : [secret \"x\" not found, secret \"y\" not found]", error.Message);
    }

    [Fact]
    public async Task An_empty_directory_is_open_to_all_and_keeps_its_files_over_a_restart()
    {
        var pod = TestPods.Mounting(TestPods.Volume("scratch", VolumeSource.Empty with { EmptyDir = EmptyDirVolumeSource.Empty }));
        var path = (await Manager().PrepareAsync(pod, default)).HostPaths["scratch"];
        Assert.Equal(0x1FFu, Native.Status(path, followLinks: true)!.Value.Permissions);
        await File.WriteAllTextAsync(Path.Combine(path, "kept"), "x");
        Assert.Equal(path, (await Manager().PrepareAsync(pod, default)).HostPaths["scratch"]);
        Assert.True(File.Exists(Path.Combine(path, "kept")));
        Assert.Equal(["11-22"], Manager().ListPodUids());
    }

    [Theory]
    [InlineData("1Mi", null, 1 << 20)]
    [InlineData(null, "2Mi", 2 << 20)]
    [InlineData("8Mi", "2Mi", 2 << 20)]
    [InlineData(null, null, 64 << 20)]
    public async Task A_volume_in_memory_is_limited(string? asked, string? limit, long expected)
    {
        var source = EmptyDirVolumeSource.Empty with { Medium = "Memory", SizeLimit = asked is null ? default(Quantity?) : Quantity.Parse(asked) };
        var pod = TestPods.Mounting(TestPods.Volume("fast", VolumeSource.Empty with { EmptyDir = source }));
        if (limit is not null)
        {
            var resources = ResourceRequirements.Empty with { Limits = ApiMap.Of("memory", (Quantity)limit) };
            pod = pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Resources = resources }] } };
        }

        var path = (await Manager().PrepareAsync(pod, default)).HostPaths["fast"];
        Assert.Equal(expected, new DriveInfo(path).TotalSize);
        await Manager().PrepareAsync(pod, default);
        Assert.Single(Mounts.Below(path));
    }

    [Theory]
    [InlineData("Directory", "dir", null)]
    [InlineData("Directory", "file", "hostPath type check failed: {0} is not a directory")]
    [InlineData("DirectoryOrCreate", "new", null)]
    [InlineData("File", "file", null)]
    [InlineData("File", "dir", "hostPath type check failed: {0} is not a file")]
    [InlineData("FileOrCreate", "new", null)]
    [InlineData("Socket", "file", "hostPath type check failed: {0} is not a socket file")]
    [InlineData("CharDevice", "/dev/null", null)]
    [InlineData("BlockDevice", "/dev/null", "hostPath type check failed: {0} is not a block device")]
    [InlineData("", "none", null)]
    [InlineData("Odd", "dir", "Odd is an invalid volume type")]
    [InlineData("", "a/../b", "invalid HostPath `{0}`: must not contain '..'")]
    public async Task A_path_of_the_node_is_what_the_pod_expects(string type, string name, string? message)
    {
        Directory.CreateDirectory(_directory["dir"]);
        await File.WriteAllTextAsync(_directory["file"], "");
        var path = _directory[name];
        var source = VolumeSource.Empty with { HostPath = HostPathVolumeSource.Empty with { Path = path, Type = type } };
        var pod = TestPods.Mounting(TestPods.Volume("host", source));
        if (message is null)
        {
            Assert.Equal(path, (await Manager().PrepareAsync(pod, default)).HostPaths["host"]);
            return;
        }

        var error = await Assert.ThrowsAsync<VolumeException>(() => Manager().PrepareAsync(pod, default));
        Assert.Equal($"MountVolume.SetUp failed for volume \"host\" : {string.Format(message, path)}", error.Message);
    }

    [Fact]
    public async Task A_local_volume_behind_a_claim_is_bound_and_its_files_outlive_the_pod()
    {
        Directory.CreateDirectory(_directory["disk"]);
        await File.WriteAllTextAsync(_directory["disk/data"], "x");
        Bind(PersistentVolumeSource.Empty with { Local = LocalVolumeSource.Empty with { Path = _directory["disk"] } });
        var pod = TestPods.Mounting(TestPods.Volume("data", Claim(readOnly: false)));
        pod = pod with { Spec = pod.Spec with { SecurityContext = PodSecurityContext.Empty with { FSGroup = 55 } } };
        var path = (await Manager().PrepareAsync(pod, default)).HostPaths["data"];
        Assert.Equal(_directory["pods/11-22/volumes/kubernetes.io~local-volume/disk-1"], path);
        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(path, "data")));
        Assert.Equal(55u, Native.Status(_directory["disk/data"], followLinks: true)!.Value.GroupId);
        await Manager().ReleaseAsync("11-22", default);
        Assert.Equal("x", await File.ReadAllTextAsync(_directory["disk/data"]));
        Assert.False(Directory.Exists(_directory["pods/11-22"]));
    }

    [Fact]
    public async Task A_claim_for_reading_cannot_be_written()
    {
        Directory.CreateDirectory(_directory["disk"]);
        Bind(PersistentVolumeSource.Empty with { Local = LocalVolumeSource.Empty with { Path = _directory["disk"] } });
        var volumes = await Manager().PrepareAsync(TestPods.Mounting(TestPods.Volume("data", Claim(readOnly: true))), default);
        Assert.Contains("data", volumes.ReadOnly);
        await Assert.ThrowsAnyAsync<Exception>(() => File.WriteAllTextAsync(Path.Combine(volumes.HostPaths["data"], "x"), ""));
    }

    [Fact]
    public async Task A_claim_that_cannot_be_used_is_told()
    {
        const string prefix = "Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[data]: "
            + "error processing PVC shop/data: ";
        Assert.StartsWith(prefix + "failed to fetch PVC from API server: ", await FailureAsync());
        Bind(PersistentVolumeSource.Empty with { NFS = NFSVolumeSource.Empty });
        Assert.Contains("no volume plugin matched", await FailureAsync());
        _client.Put(_client.Find<PersistentVolumeClaim>("shop", "data")! with { Status = PersistentVolumeClaimStatus.Empty with { Phase = "Pending" } });
        Assert.Equal(prefix + "PVC is not bound", await FailureAsync());

        async Task<string> FailureAsync() =>
            (await Assert.ThrowsAsync<VolumeException>(() => Manager().PrepareAsync(TestPods.Mounting(TestPods.Volume("data", Claim(false))), default))).Message;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_image_is_shown_read_only(int layers)
    {
        var directories = Enumerable.Range(0, layers).Select(layer => Directory.CreateDirectory(_directory[$"layer {layer}"]).FullName).ToArray();
        foreach (var directory in directories.Reverse())
        {
            await File.WriteAllTextAsync(Path.Combine(directory, Path.GetFileName(directory)), "x");
            await File.WriteAllTextAsync(Path.Combine(directory, "top"), Path.GetFileName(directory));
        }

        var asked = new List<string>();
        var images = new ImageVolumes(new FakeImages(directories), (_, reference, policy, _) =>
        {
            asked.Add($"{reference} {policy}");
            return Task.FromResult("sha256:1");
        });
        var pod = TestPods.Mounting(TestPods.Volume(
            "model", VolumeSource.Empty with { Image = ImageVolumeSource.Empty with { Reference = "shop/model", PullPolicy = "IfNotPresent" } }));
        var volumes = await Manager(images).PrepareAsync(pod, default);
        await Manager(images).PrepareAsync(pod, default);
        var path = volumes.HostPaths["model"];
        Assert.Equal(layers + 1, Directory.GetFiles(path).Length);
        Assert.Equal("layer 0", await File.ReadAllTextAsync(Path.Combine(path, "top")));
        Assert.Contains("model", volumes.ReadOnly);
        Assert.ThrowsAny<Exception>(() => File.WriteAllText(Path.Combine(path, "new"), ""));
        Assert.Equal(["shop/model IfNotPresent"], asked);
        await Manager().ReleaseAsync("11-22", default);
        Assert.True(File.Exists(Path.Combine(directories[0], "top")));
    }

    [Fact]
    public async Task Kinds_that_this_node_does_not_know_are_refused()
    {
        var image = TestPods.Mounting(TestPods.Volume("v", VolumeSource.Empty with { Image = ImageVolumeSource.Empty }));
        var nfs = TestPods.Mounting(TestPods.Volume("v", VolumeSource.Empty with { NFS = NFSVolumeSource.Empty }));
        Assert.Equal(
            "MountVolume.SetUp failed for volume \"v\" : this node does not support image volumes",
            (await Assert.ThrowsAsync<VolumeException>(() => Manager().PrepareAsync(image, default))).Message);
        Assert.StartsWith(
            "MountVolume.SetUp failed for volume \"v\" : no volume plugin matched", (await Assert.ThrowsAsync<VolumeException>(() => Manager().PrepareAsync(nfs, default))).Message);
    }

    [Fact]
    public async Task Volumes_that_no_container_uses_are_not_made()
    {
        var pod = TestPods.Pod(TestPods.Container()).WithVolumes(TestPods.Volume("unused", ConfigMap("none")));
        Assert.Empty((await Manager().PrepareAsync(pod, default)).HostPaths);
    }

    [Fact]
    public async Task Mount_points_inside_a_volume_are_there()
    {
        _client.Put(TestPods.ConfigMap("settings", ("a", "1")));
        var container = TestPods.Container() with
        {
            VolumeMounts =
            [
                VolumeMount.Empty with { Name = "config", MountPath = "/etc/app" },
                VolumeMount.Empty with { Name = "extra", MountPath = "/etc/app/extra" },
                VolumeMount.Empty with { Name = "extra", MountPath = "/etc/app/extra/more" },
            ],
        };
        var pod = TestPods.Pod(container).WithVolumes(
            TestPods.Volume("config", ConfigMap("settings")), TestPods.Volume("extra", VolumeSource.Empty with { EmptyDir = EmptyDirVolumeSource.Empty }));
        var path = (await Manager().PrepareAsync(pod, default)).HostPaths["config"];
        Assert.Equal(["extra"], Directory.GetDirectories(path).Select(Path.GetFileName).Where(name => !name!.StartsWith("..", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(Path.Combine(path, "extra/more")));
    }

    [Fact]
    public async Task Releasing_takes_away_whatever_is_found_and_can_be_repeated()
    {
        var pod = TestPods.Mounting(TestPods.Volume("scratch", VolumeSource.Empty with { EmptyDir = EmptyDirVolumeSource.Empty }));
        var path = (await Manager().PrepareAsync(pod, default)).HostPaths["scratch"];
        Directory.CreateDirectory(Path.Combine(path, "inner mount"));
        Native.Mount("tmpfs", Path.Combine(path, "inner mount"), "tmpfs", 0, null);
        Native.Mount("tmpfs", Path.Combine(path, "inner mount"), "tmpfs", 0, null);
        await MakeFileWithInvalidNameAsync(path);
        File.CreateSymbolicLink(Path.Combine(path, "link"), "/etc");
        await Manager().ReleaseAsync("11-22", default);
        await Manager().ReleaseAsync("11-22", default);
        Assert.Empty(Manager().ListPodUids());
        Assert.True(Directory.Exists("/etc"));
        await Assert.ThrowsAsync<ArgumentException>(() => Manager().ReleaseAsync("../pods", default));
    }

    // A name that is no UTF-8, as any container may write.
    private static async Task MakeFileWithInvalidNameAsync(string directory)
    {
        using var process = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", "mkdir \"$(printf 'a\\377')\" && touch \"$(printf 'a\\377/b\\376')\"" }, WorkingDirectory = directory })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static VolumeSource ConfigMap(string name) =>
        VolumeSource.Empty with { ConfigMap = ConfigMapVolumeSource.Empty with { LocalObjectReference = TestPods.Named(name) } };

    private static VolumeSource Claim(bool readOnly) => VolumeSource.Empty with
    {
        PersistentVolumeClaim = PersistentVolumeClaimVolumeSource.Empty with { ClaimName = "data", ReadOnly = readOnly },
    };

    private void Bind(PersistentVolumeSource source)
    {
        _client.Put(PersistentVolumeClaim.Empty with
        {
            Metadata = ObjectMeta.Empty with { Namespace = "shop", Name = "data", UID = "claim-1" },
            Spec = PersistentVolumeClaimSpec.Empty with { VolumeName = "disk-1" },
            Status = PersistentVolumeClaimStatus.Empty with { Phase = "Bound" },
        });
        _client.Put(PersistentVolume.Empty with
        {
            Metadata = ObjectMeta.Empty with { Name = "disk-1" },
            Spec = PersistentVolumeSpec.Empty with { PersistentVolumeSource = source, ClaimRef = ObjectReference.Empty with { UID = "claim-1" } },
        });
    }

    private VolumeManager Manager(ImageVolumes? images = null) => new(
        _client,
        _references,
        new VolumeManagerOptions
        {
            PodsRoot = _directory["pods"],
            Allocatable = () => new Dictionary<string, Quantity> { ["memory"] = "64Mi" },
            Images = images,
        },
        TimeProvider.System);

    /// <summary>An image store that knows the layers of one image and nothing else.</summary>
    private sealed class FakeImages(IReadOnlyList<string> layers) : IImageService
    {
        public ValueTask<ImageFilesystem> PrepareRootFilesystemAsync(string imageId, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ImageFilesystem(imageId, layers));

        public ValueTask<ImageInfo?> GetImageAsync(string reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ImageInfo>> ListImagesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ImageInfo> PullImageAsync(
            string reference, RegistryCredentials? credentials, IProgress<PullProgress>? progress, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task RemoveImageAsync(string reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ImageFilesystemUsage> GetFilesystemUsageAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
