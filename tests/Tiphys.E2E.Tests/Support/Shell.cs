using System.Diagnostics;

namespace Tiphys.E2E.Tests.Support;

/// <summary>What a program that was run to its end has said.</summary>
internal sealed record ShellResult(int ExitCode, string Out, string Error)
{
    public string All => $"exit code {ExitCode}\n{Out}\n{Error}";
}

/// <summary>Runs programs.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<ShellResult> RunAsync(string program, IEnumerable<string> arguments, string? input = null)
    {
        using var process = Start(program, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }

        return new ShellResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a program that goes on; its output is the caller's to read.</summary>
    public static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
