using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Allocation;

/// <content>Node ports and the port for health checks.</content>
internal sealed partial class ServiceAllocator
{
    // Ports of one number and several protocols share a node port.
    private static Service TakeNodePorts(Service service, ServiceClaims claims)
    {
        var given = service.Spec.Ports.ToArray();
        var byPort = new Dictionary<int, int>();
        for (var i = 0; i < given.Length; i++)
        {
            var port = given[i];
            if (port.NodePort == 0 && !Allocates(service))
            {
                continue;
            }

            if (!byPort.TryGetValue(port.Port, out var shared))
            {
                var asked = given.FirstOrDefault(other => other.Port == port.Port && other.NodePort != 0)?.NodePort ?? 0;
                shared = asked == 0 ? TakeNextPort(claims) : TakePort(service, i, asked, claims);
                given[i] = port with { NodePort = shared };
                byPort[port.Port] = shared;
            }
            else if (port.NodePort == 0)
            {
                given[i] = port with { NodePort = shared };
            }
            else if (port.NodePort != shared)
            {
                TakePort(service, i, port.NodePort, claims);
            }
        }

        return service with { Spec = service.Spec with { Ports = [.. given] } };
    }

    private static Service ChangeNodePorts(Service service, Service old, ServiceClaims claims)
    {
        var had = NodePortsOf(old);
        var given = service.Spec.Ports.ToArray();
        var taken = new HashSet<int>();
        var seen = new HashSet<(string Protocol, int NodePort)>();
        for (var i = 0; i < given.Length; i++)
        {
            var port = given[i];
            if (port.NodePort == 0 && !Allocates(service))
            {
                continue;
            }

            if (port.NodePort == 0)
            {
                given[i] = port = port with { NodePort = TakeNextPort(claims) };
            }
            else if (!had.Contains(port.NodePort) && taken.Add(port.NodePort))
            {
                TakePort(service, i, port.NodePort, claims);
            }

            if (!seen.Add((port.Protocol, port.NodePort)))
            {
                throw StatusErrors.Of(500, "", $"duplicate nodePort: {{{port.Protocol} {port.NodePort}}}", null);
            }
        }

        var changed = service with { Spec = service.Spec with { Ports = [.. given] } };
        had.Except(NodePortsOf(changed)).ToList().ForEach(claims.LeavePort);
        return changed;
    }

    private static Service ChangeHealthPort(Service service, Service old, ServiceClaims claims)
    {
        var (needed, needs) = (ServiceDefaults.NeedsHealthPort(old.Spec), ServiceDefaults.NeedsHealthPort(service.Spec));
        if (needed && !needs)
        {
            claims.LeavePort(old.Spec.HealthCheckNodePort);
        }

        return needs && !needed ? TakeHealthPort(service, claims) : service;
    }

    private static Service TakeHealthPort(Service service, ServiceClaims claims)
    {
        var asked = service.Spec.HealthCheckNodePort;
        try
        {
            if (asked != 0)
            {
                claims.TakePort(asked);
                return service;
            }

            return service with { Spec = service.Spec with { HealthCheckNodePort = claims.TakeNextPort() } };
        }
        catch (AllocationException error)
        {
            var what = asked != 0 ? $"failed to allocate requested HealthCheck NodePort {asked}" : "failed to allocate a HealthCheck NodePort 0";
            throw new ApiException(StatusErrors.Internal($"{what}: {error.Message}").Status, error);
        }
    }

    private static int TakePort(Service service, int index, int port, ServiceClaims claims)
    {
        try
        {
            claims.TakePort(port);
            return port;
        }
        catch (AllocationException error)
        {
            throw Refused(service, error, errors => errors.Invalid(FieldPath.Root("spec").Child("ports").Index(index).Child("nodePort"), port, error.Message));
        }
    }

    private static int TakeNextPort(ServiceClaims claims)
    {
        try
        {
            return claims.TakeNextPort();
        }
        catch (AllocationException error)
        {
            throw new ApiException(StatusErrors.Internal($"failed to allocate a nodePort: {error.Message}").Status, error);
        }
    }

    private static bool Allocates(Service service) =>
        service.Spec.Type == ServiceType.NodePort || (service.Spec.Type == ServiceType.LoadBalancer && service.Spec.AllocateLoadBalancerNodePorts != false);
}
