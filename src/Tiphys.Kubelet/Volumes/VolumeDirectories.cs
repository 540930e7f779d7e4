using Tiphys.Kubelet.Volumes.Linux;

namespace Tiphys.Kubelet.Volumes;

/// <summary>Where things of pods lie; upstream's layout, which tools on nodes know.</summary>
/// <param name="podsRoot">Directory of all pods.</param>
internal sealed class VolumeDirectories(string podsRoot)
{
    private const uint Private = 0x1E8; // 0750

    public string Pod(string podUid) => podUid is "" or "." or ".." || podUid.Contains('/', StringComparison.Ordinal)
        ? throw new ArgumentException($"\"{podUid}\" is no UID of a pod", nameof(podUid))
        : Path.Combine(podsRoot, podUid);

    /// <summary><c>PODS/UID/volumes/kubernetes.io~PLUGIN/NAME</c></summary>
    public string Volume(string podUid, string plugin, string name) => Path.Combine(Pod(podUid), "volumes", $"kubernetes.io~{plugin}", name);

    public IReadOnlyList<string> ListPodUids() =>
        Directory.Exists(podsRoot) ? [.. Directory.EnumerateDirectories(podsRoot).Select(path => Path.GetFileName(path))] : [];

    /// <summary>Makes a directory for its owner and group alone, with those above it.</summary>
    public static void MakePrivate(string path)
    {
        if (!Directory.Exists(path))
        {
            MakePrivate(Path.GetDirectoryName(path)!);
            Directory.CreateDirectory(path);
            Native.ChangeMode(path, Private);
        }
    }
}
