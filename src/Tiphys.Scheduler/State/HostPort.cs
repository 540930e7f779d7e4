using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Resources;

namespace Tiphys.Scheduler.State;

/// <summary>A port of a node that a pod takes. Two clash when port and protocol are equal and one address is the other's or stands for all.</summary>
internal readonly record struct HostPort(string Address, string Protocol, int Port)
{
    private const string AllAddresses = "0.0.0.0";

    internal bool Clashes(HostPort other) =>
        Port == other.Port
        && Protocol == other.Protocol
        && (Address == other.Address || Address == AllAddresses || other.Address == AllAddresses);

    /// <summary>Ports of the containers that run as long as the pod: ordinary ones and sidecars.</summary>
    internal static HostPort[] Of(PodSpec spec)
    {
        List<HostPort>? ports = null;
        foreach (var container in spec.InitContainers)
        {
            if (PodRequests.IsSidecar(container))
            {
                Add(container, ref ports);
            }
        }

        foreach (var container in spec.Containers)
        {
            Add(container, ref ports);
        }

        return ports is null ? [] : [.. ports];
    }

    private static void Add(Container container, ref List<HostPort>? ports)
    {
        foreach (var port in container.Ports)
        {
            if (port.HostPort > 0)
            {
                (ports ??= []).Add(new(
                    port.HostIP.Length == 0 ? AllAddresses : port.HostIP,
                    port.Protocol.Length == 0 ? Api.Core.V1.Protocol.TCP : port.Protocol,
                    port.HostPort));
            }
        }
    }
}
