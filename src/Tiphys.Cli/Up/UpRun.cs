using Tiphys.Api.Core.V1;
using Tiphys.Cli.Commands;
using Tiphys.Cli.Lifecycle;
using Tiphys.Cli.Manifests;
using Tiphys.Cli.Output;
using Tiphys.Client.Configuration;
using Tiphys.Cluster.Configuration;
using Tiphys.Cluster.Nodes;
using Tiphys.Cluster.Processes;
using Tiphys.Containers.Images;

namespace Tiphys.Cli.Up;

/// <summary>One run of <c>tiphys up</c>, step by step.</summary>
internal sealed class UpRun(UpRequest request, CliConsole console)
{
    private readonly StepReporter _steps = StepReporter.For(console);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        NodePreflight.Check();
        var isNew = ClusterSettings.Find(request.Directory) is null;
        using var alone = await FileLock.TakeAsync(request.Directory.CommandLock, cancellationToken);
        var settings = ClusterPlanner.LoadOrPlan(request.Directory, request.Wishes);
        var server = await EnsureServerAsync(settings, isNew, cancellationToken);
        using var access = ClusterAccess.Open(request.Directory);
        var node = await _steps.RunAsync(
            "Node", () => LimitedAsync(limited => NodeWaiter.WaitAsync(access.Typed, settings.NodeName, limited), "node", cancellationToken),
            ready => $"{ready.Metadata.Name} is ready");
        var context = MergeKubeconfig(server, settings);
        await BuildAsync(cancellationToken);
        await ApplyAsync(access, cancellationToken);
        await WriteAddressesAsync(access, node, context, cancellationToken);
    }

    private async Task<ServerProcess> EnsureServerAsync(ClusterSettings settings, bool isNew, CancellationToken cancellationToken)
    {
        if (ServerProcess.Find(request.Directory) is { Ready: true } running)
        {
            _steps.Line($"✓ Cluster: runs already at {running.Server}");
            return running;
        }

        try
        {
            CheckPort(settings);
            return await _steps.RunAsync(
                "Cluster",
                () => LimitedAsync(limited => BackgroundServer.StartAsync(request.Directory, Program(), ServerArguments(), limited), "cluster", cancellationToken),
                started => $"started at {started.Server}");
        }
        catch
        {
            await UndoAsync(settings, isNew);
            throw;
        }
    }

    // Nothing stays half-started. What was decided for a cluster that never ran is decided anew: the port may have been the mistake.
    private async Task UndoAsync(ClusterSettings settings, bool isNew)
    {
        var node = new NodeOptions { Directory = request.Directory, Settings = settings, Address = MachineFacts.PrimaryAddress() };
        await NodeRemains.RemoveIfIdleAsync(node, CancellationToken.None);
        if (isNew)
        {
            File.Delete(request.Directory.Settings);
        }
    }

    // The process would find out too, but only after it has begun.
    private void CheckPort(ClusterSettings settings)
    {
        if (!MachineFacts.IsFree(settings.ListenEndPoint))
        {
            throw new CliException($"{settings.Listen} is taken by another program: stop it, or choose another address with --listen 127.0.0.1:PORT");
        }
    }

    private IReadOnlyList<string> ServerArguments() => ["server", "--data-dir", request.Directory.Root];

    private static string Program() => Environment.ProcessPath ?? throw new CliException("the program does not know its own path");

    private async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> work, string what, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Patience);
        try
        {
            return await work(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"the {what} is not ready after {request.Patience.TotalSeconds:0} s; what it says: 'tiphys logs --data-dir {request.Directory.Root}'");
        }
    }

    private string MergeKubeconfig(ServerProcess server, ClusterSettings settings)
    {
        var name = ContextName.Choose(request.Kubeconfig, server.Server.TrimEnd('/'), settings);
        KubeconfigFile.Merge(request.Kubeconfig, name, File.ReadAllText(request.Directory.AdminKubeconfig));
        return name;
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        if (request.Builds.Count == 0)
        {
            return;
        }

        using var store = ImageStore.Open(request.Directory.Images);
        foreach (var build in request.Builds)
        {
            await _steps.RunAsync($"Image {build.Tags[0]}", () => ManifestBuilds.BuildAsync(store, build, cancellationToken), image => ByteSize.Format(image.SizeBytes));
        }
    }

    private async Task ApplyAsync(ClusterAccess access, CancellationToken cancellationToken)
    {
        if (request.Objects.Count == 0)
        {
            return;
        }

        await _steps.RunAsync(
            "Manifests",
            () => new ManifestApplier(access.Dynamic, _steps).ApplyAsync(request.Objects, cancellationToken),
            count => $"{count.Created} created, {count.Configured} configured");
        var workloads = request.Objects.Where(RolloutWaiter.Concerns).ToList();
        if (workloads.Count > 0)
        {
            await _steps.RunAsync("Workloads", () => WaitAsync(access, workloads, cancellationToken), count => $"{count} ready");
        }
    }

    private async Task<int> WaitAsync(ClusterAccess access, IReadOnlyList<ManifestObject> workloads, CancellationToken cancellationToken)
    {
        await new RolloutWaiter(access.Typed, _steps).WaitAsync(workloads, request.Patience, cancellationToken);
        return workloads.Count;
    }

    private async Task WriteAddressesAsync(ClusterAccess access, Node node, string context, CancellationToken cancellationToken)
    {
        var address = node.Status.Addresses.FirstOrDefault(each => each.Type == "InternalIP")?.Address ?? "127.0.0.1";
        foreach (var line in await ServiceAddresses.OfAsync(access.Typed, request.Objects, address, cancellationToken))
        {
            console.Out.WriteLine(line);
        }

        var file = request.Kubeconfig == KubeconfigFile.DefaultPath() ? "" : $" --kubeconfig {request.Kubeconfig}";
        _steps.Line($"kubectl{file} --context {context} get pods --all-namespaces");
    }
}
