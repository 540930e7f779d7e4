using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.PodGC;

/// <summary>Deletes pods that nobody else will end; <see cref="PodGCCore"/> decides.</summary>
internal sealed class PodGCController : QueueController<string>
{
    private const string Everything = "";
    private readonly ControllerManagerOptions _options;
    private readonly IInformer<Pod> _pods;
    private readonly IInformer<Node> _nodes;

    // Only one worker works on it.
    private readonly Dictionary<string, DateTimeOffset> _missingSince = [];

    public PodGCController(ControllerContext context, ControllerManagerOptions options)
        : base(context, "podgc", workers: 1)
    {
        _options = options;
        _pods = Informer<Pod>();
        _nodes = Informer<Node>();
        Queue.Add(Everything);
    }

    public override async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var pods = _pods.List();
        var gone = await GoneNodesAsync(pods, cancellationToken);
        var orphaned = pods.Where(pod => gone.Contains(pod.Spec.NodeName)).ToHashSet();
        var abandoned = PodGCCore.Surplus(pods, _options.TerminatedPodThreshold).Concat(PodGCCore.Abandoned(pods, Node)).Where(pod => !orphaned.Contains(pod));
        foreach (var pod in orphaned)
        {
            await EndAsync(pod, NodeIsGone(pod), cancellationToken);
        }

        foreach (var pod in abandoned.Distinct().ToList())
        {
            await EndAsync(pod, null, cancellationToken);
        }

        return ReconcileResult.After(_options.PodCollectionPeriod);
    }

    private Node? Node(string name) => _nodes.Get(null, name);

    // Nodes that have been missing for the time of quarantine, and that the API server does not know either.
    private async Task<HashSet<string>> GoneNodesAsync(IEnumerable<Pod> pods, CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        var missing = PodGCCore.MissingNodes(pods, Node).ToHashSet();
        foreach (var back in _missingSince.Keys.Except(missing).ToList())
        {
            _missingSince.Remove(back);
        }

        var gone = new HashSet<string>();
        foreach (var name in missing)
        {
            _missingSince.TryAdd(name, now);
            if (now - _missingSince[name] >= _options.NodeQuarantine && !await ExistsAsync(name, cancellationToken))
            {
                gone.Add(name);
            }
        }

        return gone;
    }

    private async Task<bool> ExistsAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            await Client.GetAsync<Node>(null, node, cancellationToken);
            return true;
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return false;
        }
    }

    private PodCondition NodeIsGone(Pod pod) => PodCondition.Empty with
    {
        Type = PodConditionType.DisruptionTarget,
        Status = "True",
        ObservedGeneration = pod.Metadata.Generation,
        Reason = "DeletionByPodGC",
        Message = "PodGC: node no longer exists",
        LastTransitionTime = Time.Now(Clock),
    };

    // Marked as failed first, so that whoever counts on the end of a pod sees it.
    private async Task EndAsync(Pod pod, PodCondition? condition, CancellationToken cancellationToken)
    {
        if (!pod.HasEnded() && !await PodStatusPatch.WriteAsync(Client, pod, condition is null ? [] : [condition], PodPhase.Failed, cancellationToken))
        {
            return;
        }

        try
        {
            var now = Deletions.Only(pod) with { GracePeriodSeconds = 0 };
            await Client.DeleteAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, now, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Gone is what was wanted.
        }
    }
}
