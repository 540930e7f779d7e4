using System.CommandLine;
using Tiphys.Cli.Commands;
using Tiphys.Cli.Data;
using Tiphys.Cli.Images;
using Tiphys.Cli.Lifecycle;
using Tiphys.Cli.Up;

namespace Tiphys.Cli;

/// <summary>The program: puts its commands together, and turns every failure into one line and exit code 1.</summary>
internal static class TiphysCommand
{
    private const int Failure = 1;

    // A server answers what is in flight before it ends, but not for longer.
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Runs one command line; the exit code is 0 when it did what was asked, else 1.</summary>
    public static async Task<int> RunAsync(string[] arguments, CliConsole console)
    {
        var parsed = Create(console).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            console.Error.WriteLine($"tiphys: {OneLine(parsed.Errors[0].Message)} (see 'tiphys --help')");
            return Failure;
        }

        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TerminationTimeout, Output = console.Out, Error = console.Error };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (OperationCanceledException)
        {
            console.Error.WriteLine("tiphys: interrupted");
            return Failure;
        }
        catch (Exception error) when (CliErrors.Describe(error) is { } message)
        {
            console.Error.WriteLine($"tiphys: {message}");
            return Failure;
        }
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static RootCommand Create(CliConsole console)
    {
        var root = new RootCommand("Tiphys: Kubernetes in one small program.");
        root.Options.Add(CommonOptions.DataDirectory);
        root.Subcommands.Add(UpCommand.Create(console));
        root.Subcommands.Add(DownCommand.Create(console));
        root.Subcommands.Add(StatusCommand.Create(console));
        root.Subcommands.Add(LogsCommand.Create(console));
        root.Subcommands.Add(ServerCommand.Create(console));
        root.Subcommands.Add(ImageCommand.Create(console));
        root.Subcommands.Add(BackupCommand.Create(console));
        root.Subcommands.Add(RestoreCommand.Create(console));
        root.Subcommands.Add(StoreCommand.Create(console));
        root.Subcommands.Add(VersionCommand.Create(console));
        root.Subcommands.Add(CompletionCommand.Create(console));
        return root;
    }
}
