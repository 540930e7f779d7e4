using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Core;

/// <summary>One decision in the making: the pod, the cluster as it stands, and what was found against nodes.</summary>
internal sealed record Cycle(ClusterState State, PodInfo Pod, Diagnosis Diagnosis);
