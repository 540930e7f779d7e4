using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Client;
using Tiphys.Client.Events;
using Tiphys.Client.Informers;

namespace Tiphys.Controllers.Shared;

/// <summary>What every controller works with.</summary>
internal sealed class ControllerContext
{
    private const string PodsByController = "controllers/pod-controller";
    private const string PodsByNode = "controllers/pod-node";
    private readonly List<EventRecorder> _recorders = [];

    public ControllerContext(IKubernetesClient client, IInformerFactory informers, TimeProvider clock, ILoggerFactory loggers)
    {
        (Client, Informers, Clock, Loggers) = (client, informers, clock, loggers);
        informers.For<Pod>().AddIndex(PodsByController, pod =>
            [pod.Metadata.ControllerUid() ?? OrphansOf(pod.Metadata.Namespace)]);
        informers.For<Pod>().AddIndex(PodsByNode, pod => pod.Spec.NodeName.Length > 0 ? [pod.Spec.NodeName] : []);
    }

    public IKubernetesClient Client { get; }

    public IInformerFactory Informers { get; }

    public TimeProvider Clock { get; }

    public ILoggerFactory Loggers { get; }

    public IReadOnlyList<EventRecorder> Recorders => _recorders;

    public IEventRecorder Recorder(string component)
    {
        var recorder = new EventRecorder(Client, component, "", Clock, Loggers.CreateLogger("Tiphys.Client.Events"));
        _recorders.Add(recorder);
        return recorder;
    }

    /// <summary>Pods whose controller has the UID.</summary>
    public IReadOnlyCollection<Pod> PodsOf(string controllerUid) => Informers.For<Pod>().ByIndex(PodsByController, controllerUid);

    /// <summary>Pods of a namespace that have no controller.</summary>
    public IReadOnlyCollection<Pod> OrphanPods(string ns) => Informers.For<Pod>().ByIndex(PodsByController, OrphansOf(ns));

    /// <summary>Pods on a node.</summary>
    public IReadOnlyCollection<Pod> PodsOn(string node) => Informers.For<Pod>().ByIndex(PodsByNode, node);

    // No UID holds a slash.
    private static string OrphansOf(string ns) => "orphans/" + ns;
}
