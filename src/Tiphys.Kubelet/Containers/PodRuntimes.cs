using System.Collections.Concurrent;
using Tiphys.Network.Pods;

namespace Tiphys.Kubelet.Containers;

/// <summary>Reads what the engine has of pods, and remembers the addresses of their sandboxes.</summary>
internal sealed class PodRuntimes(Cri.IContainerRuntime runtime, IPodNetwork network)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _addresses = new();

    /// <summary>Learns the addresses of sandboxes that were there before.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var attachment in await network.ListAsync(cancellationToken))
        {
            SetAddresses(attachment.SandboxId, attachment.Result);
        }
    }

    public void SetAddresses(string sandboxId, PodNetworkResult result) => _addresses[sandboxId] = [.. result.IPs.Select(ip => ip.ToString())];

    public void Forget(string sandboxId) => _addresses.TryRemove(sandboxId, out _);

    /// <summary>What there is of one pod.</summary>
    public PodRuntime Read(string podUid)
    {
        var sandboxes = runtime.ListPodSandboxes()
            .Where(sandbox => sandbox.Config.Metadata.Uid == podUid)
            .OrderByDescending(sandbox => sandbox.CreatedAt)
            .ToList();
        var containers = runtime.ListContainers()
            .Where(container => container.Config.Labels.GetValueOrDefault(KubeletLabels.PodUid) == podUid)
            .OrderByDescending(container => container.CreatedAt)
            .ThenByDescending(container => container.Config.Metadata.Attempt)
            .ToList();
        if (sandboxes.Count == 0 && containers.Count == 0)
        {
            return PodRuntime.None;
        }

        var addresses = sandboxes.Count > 0 && _addresses.TryGetValue(sandboxes[0].Id, out var found) ? found : [];
        return new PodRuntime(sandboxes, containers, addresses);
    }

    /// <summary>UIDs of all pods of which there is something.</summary>
    public IReadOnlyCollection<string> ListPodUids() =>
        runtime.ListPodSandboxes().Select(sandbox => sandbox.Config.Metadata.Uid)
            .Concat(runtime.ListContainers().Select(container => container.Config.Labels.GetValueOrDefault(KubeletLabels.PodUid, "")))
            .Where(uid => uid.Length > 0)
            .ToHashSet();
}
