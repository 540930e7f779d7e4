using System.Text;
using Microsoft.Extensions.Logging;

namespace Tiphys.Containers.Tests.Runtime;

/// <summary>An engine in a directory and a cgroup of its own, purged at the end.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private int _sandboxCount;

    private Engine(string directory)
    {
        Directory = directory;
        Image = new BusyboxImage(Path.Combine(directory, "image"));
        Options = new ContainerRuntimeOptions
        {
            RootDirectory = Path.Combine(directory, "root"),
            CgroupParent = "/tiphys-test-" + Path.GetFileName(directory)[^12..],
        };
    }

    public string Directory { get; }
    public BusyboxImage Image { get; }
    public ContainerRuntimeOptions Options { get; }
    public ContainerRuntime Runtime { get; private set; } = null!;
    public string LogDirectory => Path.Combine(Directory, "logs");

    /// <param name="images">In place of the busybox made by hand.</param>
    public static async Task<Engine> OpenAsync(IRootFilesystemProvider? images = null)
    {
        var engine = new Engine(System.IO.Directory.CreateTempSubdirectory($"tiphys-{Guid.NewGuid():N}").FullName);
        engine.Runtime = await ContainerRuntime.OpenAsync(engine.Options, images ?? engine.Image);
        return engine;
    }

    /// <summary>Leaves the instance as a crash would and opens another.</summary>
    public async Task ReopenAsync(Func<Task>? meanwhile = null)
    {
        await Runtime.DisposeAsync();
        if (meanwhile is not null)
            await meanwhile();
        Runtime = await ContainerRuntime.OpenAsync(Options, Image);
    }

    public PodSandboxConfig SandboxConfig() => new()
    {
        Metadata = new PodSandboxMetadata($"pod{++_sandboxCount}", "default", Guid.NewGuid().ToString(), 0),
        Hostname = $"pod{_sandboxCount}",
        LogDirectory = LogDirectory,
        CgroupParent = $"kubepods/pod{_sandboxCount}",
    };

    public static ContainerConfig Config(params string[] command) => new()
    {
        Metadata = new ContainerMetadata("main", 0),
        ImageId = "busybox",
        Command = command,
        LogPath = $"{Guid.NewGuid():N}.log",
    };

    public static ContainerConfig Shell(string script) => Config("sh", "-c", script);

    public async Task<string> CreateAsync(ContainerConfig config, PodSandboxConfig? sandbox = null)
    {
        var info = await Runtime.RunPodSandboxAsync(sandbox ?? SandboxConfig(), CancellationToken.None);
        return await Runtime.CreateContainerAsync(info.Id, config, CancellationToken.None);
    }

    public async Task<string> StartAsync(ContainerConfig config, PodSandboxConfig? sandbox = null)
    {
        var id = await CreateAsync(config, sandbox);
        await Runtime.StartContainerAsync(id, CancellationToken.None);
        return id;
    }

    /// <summary>Runs a container to its end.</summary>
    public async Task<(ContainerStatus Status, string Output)> RunAsync(ContainerConfig config, PodSandboxConfig? sandbox = null)
    {
        var status = await WaitForExitAsync(await StartAsync(config, sandbox));
        return (status, await ReadLogAsync(status.LogPath));
    }

    public async Task<ContainerStatus> WaitForExitAsync(string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var events = Runtime.WatchEventsAsync(deadline.Token);
        if (Runtime.GetContainerStatus(id) is { State: ContainerState.Exited } ended)
            return ended;
        await foreach (var e in events)
        {
            if (e.ContainerId == id && e.Type == ContainerEventType.Exited)
                return e.Status;
        }

        throw new InvalidOperationException("the events ended");
    }

    public async Task<string> ExecAsync(string id, string script)
    {
        var result = await Runtime.ExecSyncAsync(id, ["sh", "-c", script], TimeSpan.FromSeconds(20), CancellationToken.None);
        return Encoding.UTF8.GetString(result.StandardOutput).TrimEnd('\n');
    }

    public static async Task<string> ReadLogAsync(string path)
    {
        var text = new StringBuilder();
        foreach (var line in await File.ReadAllLinesAsync(path))
        {
            var fields = line.Split(' ', 4);
            text.Append(fields[3]).Append(fields[2] == "F" ? "\n" : "");
        }

        return text.ToString();
    }

    /// <summary>Waits until a condition holds, looking at it again and again.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(5, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await ContainerRuntime.PurgeAsync(Options, CancellationToken.None);
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
