namespace Tiphys.Scheduler.Core;

/// <summary>Filter plugins by their upstream names.</summary>
[Flags]
internal enum PluginSet
{
    None = 0,
    NodeUnschedulable = 1 << 0,
    NodeName = 1 << 1,
    TaintToleration = 1 << 2,
    NodeAffinity = 1 << 3,
    NodePorts = 1 << 4,
    NodeResourcesFit = 1 << 5,
    PodTopologySpread = 1 << 6,
    InterPodAffinity = 1 << 7,
}
