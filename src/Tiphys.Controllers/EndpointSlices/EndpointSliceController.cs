using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Client.Events;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.EndpointSlices;

/// <summary>Keeps the EndpointSlices of Services; <see cref="EndpointSliceCore"/> decides.</summary>
internal sealed class EndpointSliceController : ServiceController
{
    private const string ByService = "controllers/slice-service";
    private readonly IInformer<EndpointSlice> _slices;
    private readonly IInformer<Node> _nodes;
    private readonly WriteTracker _writes;
    private readonly IEventRecorder _events;
    private readonly int _maxEndpoints;

    public EndpointSliceController(ControllerContext context, int maxEndpoints)
        : base(context, "endpointslice")
    {
        _maxEndpoints = maxEndpoints;
        _writes = new WriteTracker(context.Clock);
        _events = context.Recorder("endpoint-slice-controller");
        context.Informers.For<EndpointSlice>().AddIndex(ByService, slice => ServiceOf(slice) is { } service ? [service.ToString()] : []);
        _slices = Informer<EndpointSlice>(SliceChanged);
        _nodes = Informer<Node>(NodeChanged);
    }

    public override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // Slices of a Service that is gone go with it: the garbage collector sees to that.
        if (Services.Get(key.Namespace, key.Name) is not { } service || !ServiceEndpoints.IsSelecting(service))
        {
            return ReconcileResult.Done;
        }

        if (!_writes.IsCurrent(key, name => _slices.Get(key.Namespace, name)))
        {
            return ReconcileResult.After(TimeSpan.FromSeconds(1));
        }

        // None that is being deleted already can be used, but its name may still be taken.
        var existing = _slices.ByIndex(ByService, key.ToString()).Where(slice => slice.Metadata.DeletionTimestamp is null).ToList();
        var plan = EndpointSliceCore.Plan(service, PodsOf(service), name => _nodes.Get(null, name), existing, _maxEndpoints);
        try
        {
            await ApplyAsync(key, plan, cancellationToken);
        }
        catch (ApiException error) when (error.IsNamespaceTerminating())
        {
            // Nothing can be created any more, and nothing needs to be.
        }
        catch (ApiException error) when (!error.IsConflict)
        {
            _events.Record(
                service, "Warning", "FailedToUpdateEndpointSlices", $"Error updating Endpoint Slices for Service {key}: {error.Message}");
            throw;
        }

        return ReconcileResult.Done;
    }

    private async Task ApplyAsync(ObjectKey key, SlicePlan plan, CancellationToken cancellationToken)
    {
        foreach (var slice in plan.Create)
        {
            _writes.Wrote(key, await Client.CreateAsync(slice, cancellationToken));
        }

        foreach (var slice in plan.Update)
        {
            _writes.Wrote(key, await Client.UpdateAsync(slice, null, cancellationToken));
        }

        foreach (var slice in plan.Delete)
        {
            try
            {
                await Client.DeleteAsync<EndpointSlice>(slice.Metadata.Namespace, slice.Metadata.Name, Deletions.Only(slice), cancellationToken);
            }
            catch (ApiException error) when (error.IsNotFound)
            {
                // Gone is what was wanted.
            }
        }
    }

    private static ObjectKey? ServiceOf(EndpointSlice slice) =>
        slice.Metadata.Labels.GetValueOrDefault(SliceLabels.ManagedBy) == SliceLabels.Manager
            && slice.Metadata.Labels.TryGetValue(SliceLabels.ServiceName, out var name)
            ? new ObjectKey(slice.Metadata.Namespace, name)
            : null;

    private void SliceChanged(EndpointSlice? before, EndpointSlice? after)
    {
        foreach (var slice in new[] { before, after }.OfType<EndpointSlice>())
        {
            if (ServiceOf(slice) is { } service)
            {
                _writes.Saw(service, slice, gone: after is null);
                Queue.Add(service);
            }
        }
    }

    // A node that comes, goes or moves to another zone changes the zones of its pods' endpoints.
    private void NodeChanged(Node? before, Node? after)
    {
        const string zone = "topology.kubernetes.io/zone";
        if (before?.Metadata.Labels.GetValueOrDefault(zone) == after?.Metadata.Labels.GetValueOrDefault(zone))
        {
            return;
        }

        foreach (var service in Services.List().Where(ServiceEndpoints.IsSelecting))
        {
            Queue.Add(ObjectKey.Of(service));
        }
    }
}
