namespace Tiphys.Cluster.Configuration;

/// <summary>The places in a data directory: everything that a cluster owns on this machine stands under it.</summary>
/// <param name="Root">The data directory.</param>
public sealed record ClusterDirectory(string Root)
{
    /// <summary>What was decided when the cluster was made.</summary>
    public string Settings => Path.Combine(Root, "cluster.json");

    /// <summary>The objects.</summary>
    public string Store => Path.Combine(Root, "store");

    /// <summary>Authority and keys.</summary>
    public string Pki => Path.Combine(Root, "pki");

    /// <summary>Says that a restore has begun and not ended.</summary>
    public string RestoreMark => Path.Combine(Root, "restore.unfinished");

    /// <summary>Administrator's access.</summary>
    public string AdminKubeconfig => Path.Combine(Root, "admin.kubeconfig");

    /// <summary>Container images.</summary>
    public string Images => Path.Combine(Root, "images");

    /// <summary>Sandboxes and containers.</summary>
    public string Containers => Path.Combine(Root, "node", "containers");

    /// <summary>Leases of pod addresses.</summary>
    public string Network => Path.Combine(Root, "node", "network");

    /// <summary>Volumes, logs and other files of pods.</summary>
    public string Kubelet => Path.Combine(Root, "node", "kubelet");

    /// <summary>Who runs the cluster now.</summary>
    public string ServerProcess => Path.Combine(Root, "run", "server.json");

    /// <summary>Held by the process that runs the cluster.</summary>
    public string ServerLock => Path.Combine(Root, "run", "server.lock");

    /// <summary>Held by the command that starts or stops the cluster.</summary>
    public string CommandLock => Path.Combine(Root, "run", "command.lock");

    /// <summary>What a server in the background says.</summary>
    public string ServerLog => Path.Combine(Root, "logs", "server.log");

    /// <summary>The directory with its full path.</summary>
    public static ClusterDirectory At(string path) => new(Path.GetFullPath(path));
}
