using Tiphys.Containers.Oci;
using Tiphys.Containers.Store;

namespace Tiphys.Containers.Streaming;

/// <param name="Process">The container's own process, from which the command has user, environment and capabilities.</param>
internal sealed record ExecRequest(string ContainerId, string ContainerDirectory, OciProcess Process, ExecOptions Options);

/// <summary>The files of one command, below its container's so that they vanish with it at the latest.</summary>
internal sealed record ExecDirectory(string Id, string Path)
{
    public string ProcessFile => System.IO.Path.Combine(Path, "process.json");
    public string PidFile => System.IO.Path.Combine(Path, "pid");
    public string ConmonPidFile => System.IO.Path.Combine(Path, "conmon-pid");
    public string LogFile => System.IO.Path.Combine(Path, "log");

    public static ExecDirectory Create(ExecRequest request)
    {
        var id = $"exec-{Guid.NewGuid():N}";
        var directory = new ExecDirectory(id, Directory.CreateDirectory(System.IO.Path.Combine(request.ContainerDirectory, id)).FullName);
        StateFile.Write(directory.ProcessFile, ProcessOf(request), OciJsonContext.Default.OciProcess);
        return directory;
    }

    private static OciProcess ProcessOf(ExecRequest request)
    {
        var options = request.Options;
        var needsTerm = options.Tty && !request.Process.Env.Any(e => e.StartsWith("TERM=", StringComparison.Ordinal));
        return request.Process with
        {
            Args = options.Command,
            Terminal = options.Tty,
            ConsoleSize = options.Size is { } size ? new OciConsoleSize(size.Height, size.Width) : null,
            Env = needsTerm ? [.. request.Process.Env, "TERM=xterm"] : request.Process.Env,
        };
    }
}
