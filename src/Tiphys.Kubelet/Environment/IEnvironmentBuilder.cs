using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Volumes;

namespace Tiphys.Kubelet.Environment;

/// <summary>Makes the environment variables of containers.</summary>
internal interface IEnvironmentBuilder
{
    /// <summary>
    /// The variables of a container in the order in which they came up: those of services, then of <c>envFrom</c>, then of <c>env</c>, expanded.
    /// </summary>
    /// <exception cref="ContainerConfigException">The container cannot be configured (yet).</exception>
    Task<IReadOnlyDictionary<string, string>> BuildAsync(
        Pod pod, Container container, PodFacts facts, PodVolumes volumes, CancellationToken cancellationToken);
}

/// <summary>A container cannot be configured: it waits with the reason <c>CreateContainerConfigError</c> and this message.</summary>
internal sealed class ContainerConfigException(string message, Exception? inner = null) : Exception(message, inner);
