using Tiphys.Api.Core.V1;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Api.Selectors;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.EndpointSlices;

/// <summary>A controller that follows Services and the pods behind them.</summary>
internal abstract class ServiceController : QueueController<ObjectKey>
{
    protected ServiceController(ControllerContext context, string name)
        : base(context, name, workers: 5)
    {
        Services = Informer<Service>((before, after) => Queue.Add(ObjectKey.Of(after ?? before!)));
        Pods = Informer<Pod>(PodChanged);
    }

    protected IInformer<Service> Services { get; }

    protected IInformer<Pod> Pods { get; }

    protected IReadOnlyCollection<Pod> PodsOf(Service service) =>
        [.. Pods.List(service.Metadata.Namespace).Where(pod => LabelSelectors.Matches(service.Spec.Selector, pod.Metadata.Labels))];

    private void PodChanged(Pod? before, Pod? after)
    {
        if (before is not null && after is not null && !Matters(before, after))
        {
            return;
        }

        foreach (var service in Services.List((after ?? before!).Metadata.Namespace).Where(ServiceEndpoints.IsSelecting))
        {
            if ((before is not null && LabelSelectors.Matches(service.Spec.Selector, before.Metadata.Labels))
                || (after is not null && LabelSelectors.Matches(service.Spec.Selector, after.Metadata.Labels)))
            {
                Queue.Add(ObjectKey.Of(service));
            }
        }
    }

    // Most changes of pods do not show in a Service.
    private static bool Matters(Pod before, Pod after) =>
        before.Metadata.Labels != after.Metadata.Labels
            || before.Metadata.DeletionTimestamp is null != after.Metadata.DeletionTimestamp is null
            || before.IsReady() != after.IsReady()
            || before.HasEnded() != after.HasEnded()
            || before.Status.PodIP != after.Status.PodIP
            || before.Status.PodIPs != after.Status.PodIPs
            || before.Spec.NodeName != after.Spec.NodeName
            || before.Spec.Hostname != after.Spec.Hostname;
}
