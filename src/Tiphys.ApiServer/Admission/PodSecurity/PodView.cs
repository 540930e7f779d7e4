using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Admission.PodSecurity;

/// <summary>A pod, or the template of one, as the checks look at it.</summary>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Spec">Its spec.</param>
internal sealed record PodView(ObjectMeta Metadata, PodSpec Spec)
{
    /// <summary>All containers: init containers, containers, ephemeral ones.</summary>
    public IReadOnlyList<ContainerView> Containers { get; } =
    [
        .. Spec.InitContainers.Concat(Spec.Containers).Select(each => new ContainerView(
            each.Name, each.SecurityContext, each.Ports, [each.LivenessProbe, each.ReadinessProbe, each.StartupProbe], each.Lifecycle)),
        .. Spec.EphemeralContainers.Select(each => each.EphemeralContainerCommon).Select(each => new ContainerView(
            each.Name, each.SecurityContext, each.Ports, [each.LivenessProbe, each.ReadinessProbe, each.StartupProbe], each.Lifecycle)),
    ];

    /// <summary>True for a Windows pod, where much of this has no meaning.</summary>
    public bool IsWindows => Spec.OS?.Name == "windows";

    /// <summary>True when the pod's users are not the host's.</summary>
    public bool HasOwnUsers => Spec.HostUsers == false;
}

/// <summary>A container as the checks look at it.</summary>
internal sealed record ContainerView(
    string Name, SecurityContext? Security, ApiList<ContainerPort> Ports, IReadOnlyList<Probe?> Probes, Lifecycle? Lifecycle);

/// <summary>What is wrong.</summary>
/// <param name="Reason">In short.</param>
/// <param name="Detail">With names.</param>
internal sealed record Violation(string Reason, string Detail);
