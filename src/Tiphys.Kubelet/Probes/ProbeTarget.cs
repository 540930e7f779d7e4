using Tiphys.Api.Core.V1;
using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Probes;

/// <summary>What is probed.</summary>
internal sealed record ProbeTarget(Pod Pod, Container Container, string ContainerId, PodFacts Facts);
