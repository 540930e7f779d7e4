namespace Tiphys.Cli.Tests;

/// <summary>Runs a command line in this process and keeps what it wrote.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    public static async Task<CliRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await TiphysCommand.RunAsync(arguments, new CliConsole(output, error));
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
