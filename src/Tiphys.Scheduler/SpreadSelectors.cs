using Tiphys.Api.Apps.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Client.Informers;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Selectors;
using Tiphys.Scheduler.State;

namespace Tiphys.Scheduler;

/// <summary>A pod's kin by the Services that select it and the controller that owns it (pkg/scheduler/framework/plugins/helper/spread.go).</summary>
internal sealed class SpreadSelectors(IInformerFactory informers) : ISpreadSelectors
{
    private readonly IInformer<Service> _services = informers.For<Service>();
    private readonly IInformer<ReplicationController> _replicationControllers = informers.For<ReplicationController>();
    private readonly IInformer<ReplicaSet> _replicaSets = informers.For<ReplicaSet>();
    private readonly IInformer<StatefulSet> _statefulSets = informers.For<StatefulSet>();

    internal Task WaitForSyncAsync(CancellationToken cancellationToken) => Task.WhenAll(
        _services.WaitForSyncAsync(cancellationToken),
        _replicationControllers.WaitForSyncAsync(cancellationToken),
        _replicaSets.WaitForSyncAsync(cancellationToken),
        _statefulSets.WaitForSyncAsync(cancellationToken));

    public LabelMatcher? For(PodInfo pod)
    {
        var requirements = new List<LabelRequirement>();
        foreach (var service in _services.List(pod.Namespace))
        {
            if (!service.Spec.Selector.IsEmpty && LabelMatcher.Of(Equalities(service.Spec.Selector)).Matches(pod.Labels))
            {
                requirements.AddRange(Equalities(service.Spec.Selector));
            }
        }

        AddController(pod, requirements);
        if (requirements.Count == 0)
        {
            return null;
        }

        // In one order and without doubles: the text of the selector is the key under which matching pods are counted.
        return LabelMatcher.Of(requirements.Distinct().OrderBy(item => item.Key, StringComparer.Ordinal)
            .ThenBy(item => item.Operator, StringComparer.Ordinal).ThenBy(item => string.Join(',', item.Values), StringComparer.Ordinal));
    }

    private void AddController(PodInfo pod, List<LabelRequirement> requirements)
    {
        var owners = pod.Pod.Metadata.OwnerReferences;
        var at = owners.FindIndex(owner => owner.Controller == true);
        if (at < 0)
        {
            return;
        }

        switch (owners[at].APIVersion, owners[at].Kind)
        {
            case ("v1", "ReplicationController"):
                requirements.AddRange(Equalities(_replicationControllers.Get(pod.Namespace, owners[at].Name)?.Spec.Selector ?? default));
                break;
            case ("apps/v1", "ReplicaSet"):
                requirements.AddRange(LabelMatcher.Requirements(_replicaSets.Get(pod.Namespace, owners[at].Name)?.Spec.Selector));
                break;
            case ("apps/v1", "StatefulSet"):
                requirements.AddRange(LabelMatcher.Requirements(_statefulSets.Get(pod.Namespace, owners[at].Name)?.Spec.Selector));
                break;
            default:
                // Pods of other owners spread by their Services alone.
                break;
        }
    }

    private static IEnumerable<LabelRequirement> Equalities(ApiMap<string> labels) =>
        labels.Select(label => LabelMatcher.Equal(label.Key, label.Value));
}
