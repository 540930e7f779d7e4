using Tiphys.Containers.Store;

namespace Tiphys.Containers.Processes;

/// <summary>Starts containers under conmon, which keeps their output and exit code while nobody else watches.</summary>
internal sealed class Conmon(string path, OciRuntime runtime, EnginePaths engine, CgroupManager cgroups)
{
    /// <summary>Cgroup of all conmon processes, beside the pods': they must not count for them nor end with this process's.</summary>
    public const string Cgroup = "conmon";

    /// <summary>Creates the container in the OCI runtime. Its process waits to be told to go on.</summary>
    /// <returns>The container's first process.</returns>
    /// <exception cref="ContainerRuntimeException">The runtime refuses; the message is its own.</exception>
    public async Task<int> CreateAsync(ContainerRecord record, ContainerPaths paths, CancellationToken cancellationToken)
    {
        using var conmon = Start(ContainerArguments(record, paths));
        try
        {
            conmon.Continue();
            return await conmon.ReadAsync(cancellationToken);
        }
        finally
        {
            await conmon.WaitForDetachAsync();
        }
    }

    /// <summary>Starts a command with a terminal in a container; it waits for a client at the socket in the directory.</summary>
    public ConmonProcess StartExec(string containerId, string execId, string directory, string processFile)
    {
        List<string> arguments =
        [
            .. CommonArguments(containerId, execId, directory),
            "--container-pidfile", Path.Combine(directory, "pid"), "--conmon-pidfile", Path.Combine(directory, "conmon-pid"),
            "--log-path", "off", "--exit-dir", directory, "--exec", "--exec-process-spec", processFile, "--exec-attach", "--terminal", "--stdin",
        ];
        return Start(arguments);
    }

    private ConmonProcess Start(List<string> arguments)
    {
        var conmon = ConmonProcess.Start(path, arguments);
        cgroups.AddProcess(Cgroup, conmon.Id);
        return conmon;
    }

    private List<string> ContainerArguments(ContainerRecord record, ContainerPaths paths)
    {
        List<string> arguments =
        [
            .. CommonArguments(record.Id, record.Id, paths.Directory),
            "--container-pidfile", paths.PidFile, "--conmon-pidfile", paths.ConmonPidFile,
            "--log-path", record.LogPath.Length > 0 ? "k8s-file:" + record.LogPath : "off", "--exit-dir", engine.Exits,
        ];
        if (record.Config.Tty)
            arguments.Add("--terminal");
        if (record.Config.Stdin)
            arguments.Add("--stdin");
        if (record.Config is { Stdin: true, StdinOnce: false })
            arguments.Add("--leave-stdin-open");
        return arguments;
    }

    private string[] CommonArguments(string containerId, string uniqueId, string bundle) =>
    [
        "--api-version", "1", "--cid", containerId, "--cuuid", uniqueId, "--name", uniqueId, "--bundle", bundle,
        "--runtime", runtime.Path, "--runtime-arg", "--root", "--runtime-arg", engine.OciState,
        "--full-attach", "--no-new-keyring", "--no-sync-log", "--log-level", "error",
    ];
}
