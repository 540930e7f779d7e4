using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using Tiphys.ApiServer.Certificates;
using Tiphys.Cluster.ControlPlane;
using Tiphys.Storage;

namespace Tiphys.Cli.Commands;

/// <summary><c>tiphys server</c>: runs in the foreground until it is told to stop.</summary>
internal static class ServerCommand
{
    public static Command Create(CliConsole console)
    {
        var listen = new Option<string>("--listen") { Description = "Address and port of the API server.", DefaultValueFactory = _ => "127.0.0.1:6443" };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "File to write an administrator's kubeconfig to." };
        var components = new Option<string>("--components")
        {
            Description = "What to run: apiserver, controllers, scheduler; the API server always runs.",
            DefaultValueFactory = _ => "apiserver,controllers,scheduler",
        };
        var command = new Command("server", "Run the control plane and its store in the foreground.") { listen, kubeconfig, components };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ControlPlaneOptions
            {
                DataDirectory = parsed.GetValue(CommonOptions.DataDirectory)!,
                Listen = ParseListen(parsed.GetValue(listen)!),
                Loops = ParseComponents(parsed.GetValue(components)!),
            };
            await RunAsync(options, parsed.GetValue(kubeconfig), console, cancellationToken);
        });
        return command;
    }

    private static async Task RunAsync(ControlPlaneOptions options, string? kubeconfig, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
            await using var controlPlane = await ControlPlane.StartAsync(options, loggers, cancellationToken);
            if (kubeconfig is not null)
            {
                Kubeconfig.Save(kubeconfig, controlPlane.AdminKubeconfig());
            }

            console.Error.WriteLine($"API server ready at {controlPlane.Address}");
            await await Task.WhenAny(controlPlane.Completion, WaitForEndAsync(cancellationToken));
        }
        catch (StoreOpenException error)
        {
            throw new CliException(error.Message);
        }
    }

    private static async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(ended.SetResult);
        await ended.Task;
    }

    private static ControlLoopKinds ParseComponents(string text)
    {
        var loops = ControlLoopKinds.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            loops |= name switch
            {
                "apiserver" => ControlLoopKinds.None,
                "controllers" => ControlLoopKinds.Controllers,
                "scheduler" => ControlLoopKinds.Scheduler,
                _ => throw new CliException($"--components knows apiserver, controllers and scheduler, not '{name}'"),
            };
        }

        return loops;
    }

    private static IPEndPoint ParseListen(string text) =>
        IPEndPoint.TryParse(text, out var endpoint) && text.Contains(':', StringComparison.Ordinal)
            ? endpoint
            : throw new CliException($"--listen wants ADDRESS:PORT, for example 127.0.0.1:6443, not '{text}'");
}
