using Tiphys.Cluster.Configuration;

namespace Tiphys.Cluster.Processes;

/// <summary>Keeps the record of this process up to date, and takes it away at the end.</summary>
internal sealed class ServerRecord : IDisposable
{
    private readonly ClusterDirectory _directory;
    private readonly ServerProcess _process;

    public ServerRecord(ClusterOptions options)
    {
        _directory = options.Directory;
        _process = ServerProcess.Current(NamesOf(options.Components), options.Version, options.Clock.GetUtcNow());
        _process.Save(_directory);
    }

    /// <summary>Says that all has started.</summary>
    public void SetReady(Uri server) => (_process with { Ready = true, Server = server.ToString() }).Save(_directory);

    public void Dispose() => ServerProcess.Forget(_directory);

    private static List<string> NamesOf(ClusterComponents components)
    {
        List<string> names = ["apiserver"];
        foreach (var each in (ClusterComponents[])[ClusterComponents.Controllers, ClusterComponents.Scheduler, ClusterComponents.Node])
        {
            if (components.HasFlag(each))
            {
                names.Add(each.ToString().ToLowerInvariant());
            }
        }

        return names;
    }
}
