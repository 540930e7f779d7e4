namespace Tiphys.Containers;

/// <summary>Where the parts of a sandbox stand; all in one directory of its own.</summary>
internal sealed class SandboxPaths(string directory)
{
    public string Directory { get; } = directory;
    public string StateFile => Path.Combine(Directory, "sandbox.json");
    public string Namespaces => Path.Combine(Directory, "ns");
    public string NetworkNamespace => Path.Combine(Namespaces, "net");
    public string IpcNamespace => Path.Combine(Namespaces, "ipc");
    public string UtsNamespace => Path.Combine(Namespaces, "uts");
    public string PidNamespace => Path.Combine(Namespaces, "pid");
    public string SharedMemory => Path.Combine(Directory, "shm");
    public string ResolvConf => Path.Combine(Directory, "resolv.conf");
    public string HostnameFile => Path.Combine(Directory, "hostname");
}
