using System.Globalization;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Containers;

/// <summary>What the engine has of one pod, newest first.</summary>
/// <param name="Sandboxes">Sandboxes of the pod.</param>
/// <param name="Containers">Containers of the pod, those of ended sandboxes too.</param>
/// <param name="IPs">Addresses of the ready sandbox; empty with the node's network.</param>
internal sealed record PodRuntime(
    IReadOnlyList<Cri.PodSandboxInfo> Sandboxes, IReadOnlyList<Cri.ContainerStatus> Containers, IReadOnlyList<string> IPs)
{
    public static PodRuntime None { get; } = new([], [], []);

    /// <summary>The sandbox in which containers can run; null when there is none.</summary>
    public Cri.PodSandboxInfo? ReadySandbox => Sandboxes.Count > 0 && Sandboxes[0].State == Cri.PodSandboxState.Ready ? Sandboxes[0] : null;

    /// <summary>Whether a sandbox must be made: there is none, it has ended, has no address, or there are several.</summary>
    public bool NeedsSandbox(Pod pod) =>
        ReadySandbox is null
        || Sandboxes.Count(sandbox => sandbox.State == Cri.PodSandboxState.Ready) > 1
        || (!pod.Spec.HostNetwork && IPs.Count == 0);

    /// <summary>How often the pod has had a sandbox before the next one.</summary>
    public uint NextAttempt => Sandboxes.Count == 0 ? 0 : Sandboxes[0].Config.Metadata.Attempt + 1;

    /// <summary>The newest container of a name.</summary>
    public Cri.ContainerStatus? Latest(string name) => Containers.FirstOrDefault(container => container.Config.Metadata.Name == name);

    /// <summary>All containers of a name, newest first.</summary>
    public IEnumerable<Cri.ContainerStatus> Named(string name) => Containers.Where(container => container.Config.Metadata.Name == name);

    public IEnumerable<Cri.ContainerStatus> Running => Containers.Where(container => container.State == Cri.ContainerState.Running);

    /// <summary>A main container was made at some time, so the init containers had ended.</summary>
    public bool HasRegularContainer(PodSpec spec) => spec.Containers.Any(container => Latest(container.Name) is not null);

    /// <summary>A main container was started in the sandbox that is ready now.</summary>
    public bool HasActiveRegularContainer(PodSpec spec) =>
        ReadySandbox is { } sandbox
        && Containers.Any(each => each.SandboxId == sandbox.Id && each.State != Cri.ContainerState.Created && spec.Containers.Any(c => c.Name == each.Config.Metadata.Name));

    /// <summary>The containers whose end restarts all of the pod.</summary>
    public IEnumerable<Cri.ContainerStatus> RestartingAll(PodSpec spec) => spec.InitContainers.Concat(spec.Containers)
        .Where(container => Latest(container.Name) is { State: Cri.ContainerState.Exited } ended && PodContainers.RestartsAll(container, ended.ExitCode))
        .Select(container => Latest(container.Name)!);

    /// <summary>How often a container was restarted.</summary>
    public static int RestartCount(Cri.ContainerStatus container) =>
        int.TryParse(container.Config.Annotations.GetValueOrDefault(KubeletLabels.RestartCount), CultureInfo.InvariantCulture, out var count)
            ? count
            : (int)container.Config.Metadata.Attempt;
}
