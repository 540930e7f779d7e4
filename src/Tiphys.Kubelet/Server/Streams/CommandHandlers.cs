using System.Text;
using Tiphys.Containers;
using Tiphys.Kubelet.Streaming;
using Tiphys.Kubelet.Streaming.RemoteCommands;

namespace Tiphys.Kubelet.Server.Streams;

/// <summary><c>/exec</c>, <c>/attach</c> and <c>/run</c>, each as <c>/NAMESPACE/POD[/UID]/CONTAINER</c>.</summary>
internal sealed class CommandHandlers(IContainerRuntime runtime, PodContainers containers, TimeProvider clock, CancellationToken stopping)
{
    public Task ExecAsync(KubeletRequest request)
    {
        var (options, container) = Prepare(request);
        var command = request.Http.Request.Query["command"].Select(word => word ?? "").ToArray();
        if (command.Length == 0)
        {
            throw new RequestFailedException(400, "you must specify at least 1 command");
        }

        var exec = new ExecOptions { Command = command, Stdin = options.Stdin, Stdout = options.Stdout, Stderr = options.Stderr, Tty = options.Tty };
        return RemoteCommandUpgrade.RunAsync(request.Http, options, clock, channels => new RemoteCommandSession(channels, clock).RunAsync(
            ending => runtime.ExecAsync(container.Id, exec, ending),
            code => code == 0 ? RemoteCommandStatus.Success : RemoteCommandStatus.ExitCode(command, code),
            "error executing command in container",
            stopping));
    }

    public Task AttachAsync(KubeletRequest request)
    {
        var (options, container) = Prepare(request);
        return RemoteCommandUpgrade.RunAsync(request.Http, options, clock, channels => new RemoteCommandSession(channels, clock).RunAsync(
            ending => runtime.AttachAsync(container.Id, ending),
            // How the container ended, its status tells.
            static _ => RemoteCommandStatus.Success,
            "error attaching to container",
            stopping));
    }

    /// <summary>Runs the words of <c>cmd</c> and answers their output, both streams together.</summary>
    public async Task RunAsync(KubeletRequest request)
    {
        request.RequireMethod("POST");
        var container = Find(request);
        var words = request.Http.Request.Query["cmd"].ToString().Split(' ');
        var result = await runtime.ExecSyncAsync(container.Id, words, timeout: null, request.Aborted);
        var output = Encoding.UTF8.GetString([.. result.StandardOutput, .. result.StandardError]);
        if (result.ExitCode != 0)
        {
            throw new RequestFailedException(500, $"command '{string.Join(' ', words)}' exited with {result.ExitCode}: {output}");
        }

        await request.WriteAsync("application/json", Encoding.UTF8.GetBytes(output));
    }

    private (RemoteCommandOptions Options, ContainerStatus Container) Prepare(KubeletRequest request)
    {
        request.RequireMethod("GET", "POST");
        var options = RemoteCommandOptions.Read(request.Http.Request.Query);
        var container = Find(request);
        return Upgrade.IsRequested(request.Http.Request)
            ? (options, container)
            : throw new RequestFailedException(400, "Upgrade request required");
    }

    private ContainerStatus Find(KubeletRequest request)
    {
        var (pod, name) = request.Segments switch
        {
            [var ns, var pod1, var container] => (new PodReference(ns, pod1), container),
            [var ns, var pod1, var uid, var container] => (new PodReference(ns, pod1, uid), container),
            _ => throw new RequestFailedException(404, "404: Page Not Found"),
        };
        if (containers.FindSandbox(pod) is null)
        {
            throw new RequestFailedException(404, "pod does not exist");
        }

        var runs = containers.Find(pod, name);
        return runs.FirstOrDefault(run => run.State == ContainerState.Running)
            ?? throw new RequestFailedException(500, $"container not found (\"{name}\")");
    }
}
