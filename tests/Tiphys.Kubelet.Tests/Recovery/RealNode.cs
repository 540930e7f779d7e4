using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Fakes;
using Tiphys.Client.Informers;
using Tiphys.Containers;
using Tiphys.Kubelet.Tests.Fakes;
using Tiphys.Network;
using Tiphys.Network.Pods;

namespace Tiphys.Kubelet.Tests.Recovery;

/// <summary>A kubelet on the real container engine and the real pod network, with an API in memory; nothing is left at the end.</summary>
internal sealed class RealNode : IRootFilesystemProvider, IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tiphys-kubelet");
    private readonly FakeImageService _images = new();
    private readonly ContainerRuntimeOptions _runtimeOptions;
    private readonly PodNetworkOptions _networkOptions;
    private CancellationTokenSource _stopping = new();
    private RoutedPodNetwork _network = null!;
    private Task _running = Task.CompletedTask;

    public RealNode()
    {
        var id = Guid.NewGuid().ToString("n")[..4];
        _images.Add("busybox");
        _runtimeOptions = new ContainerRuntimeOptions { RootDirectory = Path.Combine(_directory.FullName, "engine"), CgroupParent = $"/tiphys-test-{id}" };
        _networkOptions = new PodNetworkOptions
        {
            Instance = new InstanceName($"k{id}"),
            DataDirectory = Path.Combine(_directory.FullName, "network"),
            PodCidr = IPNetwork.Parse($"10.98.{Random.Shared.Next(1, 250)}.0/24"),
        };
        MakeImage(Path.Combine(_directory.FullName, "image"));
    }

    public FakeKubernetesClient Client { get; } = new() { PodsTerminateGracefully = true };

    public ContainerRuntime Runtime { get; private set; } = null!;

    public async Task StartAsync()
    {
        _stopping = new CancellationTokenSource();
        Runtime = await ContainerRuntime.OpenAsync(_runtimeOptions, this);
        _network = await RoutedPodNetwork.OpenAsync(_networkOptions, default);
        var informers = new InformerFactory(Client, TimeProvider.System, NullLoggerFactory.Instance);
        var options = new KubeletOptions
        {
            NodeName = "node",
            NodeIP = "127.0.0.1",
            RootDirectory = Path.Combine(_directory.FullName, "kubelet"),
            ClusterDns = "10.96.0.10",
            Cgroups = Runtime.Cgroups,
        };
        var kubelet = new Kubelet(Client, informers, Runtime, _images, _network, options, TimeProvider.System, NullLoggerFactory.Instance);
        _running = Task.WhenAll(kubelet.RunAsync(_stopping.Token), informers.RunAsync(_stopping.Token));
    }

    /// <summary>Ends the kubelet and the engine as a crash would; containers go on.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        finally
        {
            await Runtime.DisposeAsync();
            _network.Dispose();
            _stopping.Dispose();
        }
    }

    public async Task<Pod> UntilAsync(string name, Func<PodStatus, bool> fits)
    {
        try
        {
            await Eventually.TrueAsync(() => Client.Find<Pod>("default", name) is { } pod && fits(pod.Status), name);
        }
        catch (TimeoutException)
        {
            var pod = Client.Find<Pod>("default", name) ?? Pod.Empty;
            throw new TimeoutException(
                System.Text.Encoding.UTF8.GetString(Api.Json.ApiJson.Write(pod)) + string.Join('\n', Client.All<Event>().Select(each => $"{each.Reason} {each.Message}")));
        }

        return Client.Find<Pod>("default", name)!;
    }

    public Task<ContainerRootFilesystem> PrepareAsync(string imageId, CancellationToken cancellationToken) =>
        Task.FromResult(new ContainerRootFilesystem([Path.Combine(_directory.FullName, "image")], new ImageProcessConfig { Command = ["sleep", "1000"] }));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            // Also when the kubelet has failed: the machine must be as it was before.
            await ContainerRuntime.PurgeAsync(_runtimeOptions, default);
            await RoutedPodNetwork.DestroyAsync(_networkOptions, default);
            _directory.Delete(recursive: true);
        }
    }

    private static void MakeImage(string directory)
    {
        foreach (var name in (string[])["bin", "etc", "tmp", "proc", "sys", "dev", "root"])
        {
            Directory.CreateDirectory(Path.Combine(directory, name));
        }

        File.Copy("/bin/busybox", Path.Combine(directory, "bin/busybox"));
        foreach (var applet in (string[])["sh", "sleep", "cat", "echo", "hostname", "true", "false", "test", "grep", "ps", "head", "tr"])
        {
            File.CreateSymbolicLink(Path.Combine(directory, "bin", applet), "busybox");
        }

        File.WriteAllText(Path.Combine(directory, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    }
}

/// <summary>A fact that needs root, runc, conmon and a static busybox; skipped with the reason where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["/usr/sbin/runc", "/usr/bin/conmon", "/bin/busybox"];

    public NodeFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = System.Environment.UserName != "root" ? "needs root" : Programs.FirstOrDefault(each => !File.Exists(each)) is { } missing ? $"needs {missing}" : null;
        Timeout = 120_000;
    }
}
