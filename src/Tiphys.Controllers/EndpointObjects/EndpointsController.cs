using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Client;
using Tiphys.Client.Events;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using Tiphys.Controllers.EndpointSlices;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.EndpointObjects;

/// <summary>Keeps the Endpoints of Services; <see cref="EndpointsCore"/> decides.</summary>
internal sealed class EndpointsController : ServiceController
{
    private readonly IInformer<Endpoints> _endpoints;
    private readonly IEventRecorder _events;

    public EndpointsController(ControllerContext context)
        : base(context, "endpoint")
    {
        _events = context.Recorder("endpoint-controller");
        _endpoints = Informer<Endpoints>((before, after) => Queue.Add(ObjectKey.Of(after ?? before!)));
    }

    public override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var current = _endpoints.Get(key.Namespace, key.Name);
        if (Services.Get(key.Namespace, key.Name) is not { } service)
        {
            await DeleteAsync(current, cancellationToken);
            return ReconcileResult.Done;
        }

        if (ServiceEndpoints.IsSelecting(service))
        {
            await WriteAsync(service, current, EndpointsCore.Desired(service, PodsOf(service), current), cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private async Task WriteAsync(Service service, Endpoints? current, Endpoints desired, CancellationToken cancellationToken)
    {
        try
        {
            if (current is null)
            {
                await Client.CreateAsync(desired, cancellationToken);
            }
            else if (current != desired && !Same(current, desired))
            {
                await Client.UpdateAsync(desired, null, cancellationToken);
            }
        }
        catch (ApiException error) when (current is null && (error.IsAlreadyExists || error.IsNamespaceTerminating()))
        {
            // The copy is behind, and will tell when it is not; or there is nothing left to do.
        }
        catch (ApiException error) when (!error.IsConflict)
        {
            var (reason, verb) = current is null ? ("FailedToCreateEndpoint", "create") : ("FailedToUpdateEndpoint", "update");
            _events.Record(service, "Warning", reason, $"Failed to {verb} endpoint for service {ObjectKey.Of(service)}: {error.Message}");
            throw;
        }
    }

    // An empty list or map is the same as none.
    private static bool Same(Endpoints a, Endpoints b) => Api.Json.ApiJson.Write(a).AsSpan().SequenceEqual(Api.Json.ApiJson.Write(b));

    private async Task DeleteAsync(Endpoints? endpoints, CancellationToken cancellationToken)
    {
        // Endpoints without a Service may be somebody's lock or hand-made: only those that this controller made go with their Service.
        if (endpoints?.Metadata.Labels.GetValueOrDefault("endpoints.kubernetes.io/managed-by") != "endpoint-controller")
        {
            return;
        }

        try
        {
            await Client.DeleteAsync<Endpoints>(endpoints.Metadata.Namespace, endpoints.Metadata.Name, Deletions.Only(endpoints), cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // Gone is what was wanted.
        }
    }
}
