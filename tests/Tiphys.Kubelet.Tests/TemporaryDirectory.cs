namespace Tiphys.Kubelet.Tests;

/// <summary>A directory for one test; whatever is mounted in it is unmounted before it is deleted.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("tiphys-kubelet-").FullName;

    public string this[string path] => System.IO.Path.Combine(Root, path);

    public void Dispose()
    {
        foreach (var mount in Tiphys.Kubelet.Volumes.Linux.Mounts.Below(Root).Reverse())
        {
            Tiphys.Kubelet.Volumes.Linux.Native.Unmount(mount);
        }

        Tiphys.Kubelet.Volumes.Linux.TreeRemoval.Remove(Root);
    }
}
