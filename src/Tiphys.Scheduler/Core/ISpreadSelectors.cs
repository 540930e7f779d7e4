using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler.Core;

/// <summary>Knows which pods are a pod's kin, to be spread over nodes and zones when the pod asks for no spreading of its own.</summary>
internal interface ISpreadSelectors
{
    /// <summary>Selector of the pods of the same Services and controller; null when there are none.</summary>
    LabelMatcher? For(PodInfo pod);
}
