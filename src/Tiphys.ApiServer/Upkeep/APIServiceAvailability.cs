using Tiphys.Api.ApiRegistration.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Kinds.ApiRegistration;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;
using ConditionStatus = Tiphys.Api.ApiRegistration.V1.ConditionStatus;

namespace Tiphys.ApiServer.Upkeep;

/// <summary>
/// Says in the status of registered groups whether somebody serves them (k8s.io/kube-aggregator, pkg/controllers/status). Requests are not
/// passed on to other servers, so that a group which a service is registered for is never available.
/// </summary>
internal sealed class APIServiceAvailability(IKubernetesClient client, IInformer<APIService> services, StoredObjects stored, TimeProvider clock)
    : IReconciler<string>
{
    // Services and their endpoints are looked up, not followed: few clusters register any.
    private static readonly TimeSpan Resync = TimeSpan.FromSeconds(10);

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (services.Get(null, key) is not { } value)
        {
            return ReconcileResult.Done;
        }

        var condition = value.Spec.Service is { } service ? Remote(service) : APIServiceConditions.Local;
        var status = APIServiceConditions.Set(value.Status, condition, clock);
        if (status != value.Status)
        {
            await client.UpdateAsync(value with { Status = status }, "status", cancellationToken);
        }

        return value.Spec.Service is null ? ReconcileResult.Done : ReconcileResult.After(Resync);
    }

    private APIServiceCondition Remote(ServiceReference reference)
    {
        var (ns, name) = (reference.Namespace, reference.Name);
        if (stored.Find<Service>(ns, name) is not { } service)
        {
            return Unavailable("ServiceNotFound", $"service/{name} in \"{ns}\" is not present");
        }

        if (service.Spec.Type == ServiceType.ClusterIP && Unreachable(reference, service) is { } condition)
        {
            return condition;
        }

        return Unavailable("FailedDiscoveryCheck", $"requests are not passed on to service/{name} in \"{ns}\"");
    }

    private APIServiceCondition? Unreachable(ServiceReference reference, Service service)
    {
        var (ns, name) = (reference.Namespace, reference.Name);
        if (service.Spec.Ports.FirstOrDefault(each => each.Port == reference.Port) is not { } port)
        {
            return Unavailable("ServicePortError", $"service/{name} in \"{ns}\" is not listening on port {reference.Port}");
        }

        var slices = stored.List<EndpointSlice>(ns).Where(slice => slice.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") == name).ToList();
        if (slices.Count == 0)
        {
            return Unavailable("EndpointsNotFound", $"cannot find endpointslices for service/{name} in \"{ns}\"");
        }

        var isServed = slices.Any(slice => slice.Ports.Any(each => (each.Name ?? "") == port.Name) && slice.Endpoints.Any(each => each.Conditions.Ready != false));
        return isServed ? null : Unavailable("MissingEndpoints", $"endpointslices for service/{name} in \"{ns}\" have no addresses with port name \"{port.Name}\"");
    }

    private static APIServiceCondition Unavailable(string reason, string message) => new()
    {
        Type = APIServiceConditionType.Available,
        Status = ConditionStatus.False,
        Reason = reason,
        Message = message,
    };
}
