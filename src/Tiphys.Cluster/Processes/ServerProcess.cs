using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tiphys.Client.Files;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cluster.Processes;

/// <summary>The process that runs a cluster, as it writes itself down: when it begins, and again when all of it has started.</summary>
public sealed record ServerProcess
{
    /// <summary>Process id.</summary>
    public required int Pid { get; init; }

    /// <summary>When the kernel started the process, in clock ticks since boot: with the id it names one process for ever.</summary>
    public required long StartTicks { get; init; }

    /// <summary>Whether all of it has started.</summary>
    public bool Ready { get; init; }

    /// <summary>Where the API server answers; empty before it does.</summary>
    public string Server { get; init; } = "";

    /// <summary>What runs in the process: apiserver, controllers, scheduler, node.</summary>
    public required IReadOnlyList<string> Components { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The record of this process.</summary>
    public static ServerProcess Current(IReadOnlyList<string> components, string version, DateTimeOffset now) => new()
    {
        Pid = Environment.ProcessId,
        StartTicks = TicksOf(Environment.ProcessId) ?? 0,
        Components = components,
        Version = version,
        Started = now,
    };

    /// <summary>The process that runs the cluster; null when none does.</summary>
    public static ServerProcess? Find(ClusterDirectory directory) => Read(directory) is { } known && known.IsAlive() ? known : null;

    /// <summary>Writes it down.</summary>
    public void Save(ClusterDirectory directory) =>
        AtomicFile.Write(directory.ServerProcess, JsonSerializer.SerializeToUtf8Bytes(this, ClusterJson.Default.ServerProcess));

    /// <summary>Takes the record away.</summary>
    public static void Forget(ClusterDirectory directory)
    {
        if (File.Exists(directory.ServerProcess))
        {
            File.Delete(directory.ServerProcess);
        }
    }

    /// <summary>Resident memory in bytes; null when it has ended.</summary>
    public long? ResidentBytes()
    {
        try
        {
            using var process = Process.GetProcessById(Pid);
            return IsAlive() ? process.WorkingSet64 : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether this very process still runs.</summary>
    public bool IsAlive() => TicksOf(Pid) == StartTicks;

    /// <summary>Start of a process in clock ticks since boot (proc_pid_stat(5), field 22); null when it does not run or only waits to be reaped.</summary>
    internal static long? TicksOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ServerProcess? Read(ClusterDirectory directory)
    {
        try
        {
            return File.Exists(directory.ServerProcess)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(directory.ServerProcess), ClusterJson.Default.ServerProcess)
                : null;
        }
        catch (JsonException)
        {
            // Half a record is that of a machine that lost power while writing; no process of then runs now.
            return null;
        }
    }
}
