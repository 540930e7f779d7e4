using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;
using Tiphys.Client;

namespace Tiphys.ApiServer.Allocation;

/// <summary>
/// Gives services what they need of the cluster: addresses, families, node ports and health check ports
/// (pkg/registry/core/service/storage/alloc.go). What a write took is given back when the write fails, and what a service had, when it is
/// deleted or changes its type.
/// </summary>
internal sealed partial class ServiceAllocator(ClusterAddresses addresses, NodePorts ports, IKubernetesClient client) : IWriteParticipant
{
    public GroupVersionKind Kind => Service.GroupVersionKind;

    public async ValueTask<PreparedWrite> BeginAsync(
        RequestContext context, IKubernetesObject value, IKubernetesObject? old, CancellationToken cancellationToken)
    {
        var claims = new ServiceClaims(addresses, ports, context.DryRun);
        try
        {
            var service = old is Service before
                ? await ChangeAsync(ServiceDefaults.FollowUpdate((Service)value, before), before, claims, cancellationToken)
                : await CreateAsync(ServiceDefaults.Normalize((Service)value), claims, cancellationToken);
            return new PreparedWrite(service, claims.FinishAsync);
        }
        catch
        {
            await claims.FinishAsync(false);
            throw;
        }
    }

    public async ValueTask AfterDeleteAsync(IKubernetesObject value, CancellationToken cancellationToken)
    {
        var service = (Service)value;
        foreach (var address in HeldAddresses(service))
        {
            await addresses.ReleaseAsync(address, cancellationToken);
        }

        foreach (var port in HeldPorts(service))
        {
            ports.Release(port);
        }

        await DeleteEndpointsAsync(service.Metadata, cancellationToken);
    }

    /// <summary>The cluster addresses that a stored service has.</summary>
    public static IEnumerable<string> HeldAddresses(Service service) =>
        service.Spec.Type == ServiceType.ExternalName || IsHeadless(service) ? [] : service.Spec.ClusterIPs;

    /// <summary>The node ports that a stored service has.</summary>
    public static IEnumerable<int> HeldPorts(Service service)
    {
        var held = NodePortsOf(service);
        return ServiceDefaults.NeedsHealthPort(service.Spec) && service.Spec.HealthCheckNodePort > 0 ? held.Append(service.Spec.HealthCheckNodePort) : held;
    }

    // The endpoints of a service go with it, so that a new service of the name does not find the old addresses.
    private async ValueTask DeleteEndpointsAsync(ObjectMeta metadata, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<Endpoints>(metadata.Namespace, metadata.Name, null, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            // It had none.
        }
    }

    private async ValueTask<Service> CreateAsync(Service service, ServiceClaims claims, CancellationToken cancellationToken)
    {
        service = WithFamilies(service, null);
        service = await TakeAddressesAsync(service, claims, cancellationToken);
        service = HasNodePorts(service.Spec.Type) ? TakeNodePorts(service, claims) : service;
        return ServiceDefaults.NeedsHealthPort(service.Spec) ? TakeHealthPort(service, claims) : service;
    }

    private async ValueTask<Service> ChangeAsync(Service service, Service old, ServiceClaims claims, CancellationToken cancellationToken)
    {
        service = WithFamilies(service, old);
        service = await ChangeAddressesAsync(service, old, claims, cancellationToken);
        if (HasNodePorts(old.Spec.Type) && !HasNodePorts(service.Spec.Type))
        {
            NodePortsOf(old).ForEach(claims.LeavePort);
        }

        service = HasNodePorts(service.Spec.Type) ? ChangeNodePorts(service, old, claims) : service;
        return ChangeHealthPort(service, old, claims);
    }

    private async ValueTask<Service> TakeAddressesAsync(Service service, ServiceClaims claims, CancellationToken cancellationToken)
    {
        var spec = service.Spec;
        if (spec.Type == ServiceType.ExternalName || (spec.ClusterIPs.Count > 0 && spec.ClusterIPs[0] == "None"))
        {
            return service;
        }

        var given = new List<string>();
        for (var i = 0; i < spec.IPFamilies.Count; i++)
        {
            var wanted = i < spec.ClusterIPs.Count ? spec.ClusterIPs[i] : "";
            given.Add(await TakeAddressAsync(service, spec.IPFamilies[i], wanted, claims, cancellationToken));
        }

        return given.Count == 0 ? service : service with { Spec = spec with { ClusterIPs = [.. given], ClusterIP = given[0] } };
    }

    private async ValueTask<Service> ChangeAddressesAsync(Service service, Service old, ServiceClaims claims, CancellationToken cancellationToken)
    {
        if (IsSamePreferred(service, old))
        {
            return service;
        }

        var (spec, before) = (service.Spec, old.Spec);
        if (before.Type == ServiceType.ExternalName && spec.Type != ServiceType.ExternalName)
        {
            return await TakeAddressesAsync(service, claims, cancellationToken);
        }

        if (before.ClusterIPs.Count > 0 && before.ClusterIPs[0] == "None")
        {
            return service;
        }

        if (before.Type != ServiceType.ExternalName && spec.Type == ServiceType.ExternalName)
        {
            foreach (var address in before.ClusterIPs)
            {
                claims.LeaveAddress(address);
            }

            return service;
        }

        return before.IPFamilies.Count switch
        {
            1 when spec.IPFamilies.Count == 2 => await TakeSecondAsync(service, claims, cancellationToken),
            2 when spec.IPFamilies.Count == 1 => LeaveSecond(service, old, claims),
            _ => service,
        };
    }

    private static Service LeaveSecond(Service service, Service old, ServiceClaims claims)
    {
        claims.LeaveAddress(old.Spec.ClusterIPs[1]);
        return service;
    }

    private static async ValueTask<Service> TakeSecondAsync(Service service, ServiceClaims claims, CancellationToken cancellationToken)
    {
        var spec = service.Spec;
        var wanted = spec.ClusterIPs.Count < 2 ? "" : spec.ClusterIPs[1];
        var given = await TakeAddressAsync(service, spec.IPFamilies[1], wanted, claims, cancellationToken);
        return service with { Spec = spec with { ClusterIPs = [spec.ClusterIPs[0], given] } };
    }

    private static async ValueTask<string> TakeAddressAsync(
        Service service, string family, string wanted, ServiceClaims claims, CancellationToken cancellationToken)
    {
        try
        {
            return await claims.TakeAddressAsync(service, family, wanted, cancellationToken);
        }
        catch (AllocationException error) when (error.IsFull && wanted.Length == 0)
        {
            throw new ApiException(StatusErrors.Internal($"failed to allocate a serviceIP for Service {FieldErrors.Quote(service.Metadata.Name)}: {error.Message}").Status, error);
        }
        catch (AllocationException error)
        {
            var what = wanted.Length == 0 ? "IP" : $"IP {wanted}";
            throw Refused(service, error, errors => errors.InvalidValue(
                FieldPath.Root("spec").Child("clusterIPs"), ServiceValidation.Shown(service.Spec.ClusterIPs), $"failed to allocate {what}: {error.Message}"));
        }
    }

    private static ApiException Refused(Service service, AllocationException cause, Action<FieldErrors> report)
    {
        var errors = new FieldErrors();
        report(errors);
        return new ApiException(errors.ToException(Service.GroupVersionKind, service.Metadata.Name).Status, cause);
    }

    private static bool IsHeadless(Service service) => service.Spec.ClusterIPs.Count > 0 && service.Spec.ClusterIPs[0] == "None";

    private static bool HasNodePorts(string type) => type is ServiceType.NodePort or ServiceType.LoadBalancer;

    private static List<int> NodePortsOf(Service service) => service.Spec.Ports.Where(port => port.NodePort != 0).Select(port => port.NodePort).ToList();
}
