using System.Diagnostics;
using System.Runtime.InteropServices;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cluster.Processes;

/// <summary>Starts and ends the process that runs a cluster in the background.</summary>
public static partial class BackgroundServer
{
    private const int SignalTerminate = 15;
    private const int SignalKill = 9;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts the program in a session of its own, its output in the cluster's log, and waits until it is ready.</summary>
    /// <exception cref="ClusterException">It ended before; the message is the last it said.</exception>
    public static async Task<ServerProcess> StartAsync(ClusterDirectory directory, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(directory.ServerLog)!);
        var before = File.Exists(directory.ServerLog) ? new FileInfo(directory.ServerLog).Length : 0;
        using var process = Launch(directory, program, arguments);
        try
        {
            while (true)
            {
                if (ServerProcess.Find(directory) is { Ready: true } ready && ready.Pid == process.Id)
                {
                    return ready;
                }

                if (process.HasExited)
                {
                    throw new ClusterException(LastWords(directory.ServerLog, before) ?? $"the cluster's process ended with code {process.ExitCode}; see {directory.ServerLog}");
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing is left half-started when the user does not want to wait.
            if (!process.HasExited)
            {
                _ = Kill(process.Id, SignalTerminate);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            throw;
        }
    }

    /// <summary>Asks the process to end, and kills it when it has not after the time given.</summary>
    public static async Task StopAsync(ServerProcess process, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        _ = Kill(process.Pid, SignalTerminate);
        var asked = clock.GetTimestamp();
        while (process.IsAlive())
        {
            if (clock.GetElapsedTime(asked) > patience)
            {
                _ = Kill(process.Pid, SignalKill);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    // The shell gives the program its output and becomes setsid, which becomes the program: one process id from here to the end.
    private static Process Launch(ClusterDirectory directory, string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("log=$1; shift; exec setsid \"$@\" </dev/null >>\"$log\" 2>&1");
        foreach (var argument in (IEnumerable<string>)["tiphys", directory.ServerLog, program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new ClusterException("the cluster's process cannot be started");
    }

    // What commands print when they fail begins with the program's name.
    private static string? LastWords(string log, long from)
    {
        const string Mark = "tiphys: ";
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Min(from, file.Length);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n').LastOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal))?[Mark.Length..];
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
