using System.Collections.Immutable;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;

namespace Tiphys.Network.Services;

/// <summary>Keeps the <see cref="ServiceMap"/>: Services that did not change keep their part of it.</summary>
internal sealed class ServiceMapBuilder
{
    private readonly Dictionary<ServiceKey, ServicePortName[]> _names = [];

    internal ServiceMap Map { get; private set; } = ServiceMap.Empty;

    internal void SetZone(string? zone)
    {
        if (zone != Map.NodeZone)
        {
            Map = Map with { NodeZone = zone };
        }
    }

    /// <summary>Takes the changed Services and returns the names of the ports that may differ now.</summary>
    internal IReadOnlyCollection<ServicePortName> Update(IEnumerable<(ServiceKey Key, Service? Service, IReadOnlyList<EndpointSlice> Slices)> services)
    {
        ImmutableDictionary<ServicePortName, ServicePort>.Builder ports = Map.Ports.ToBuilder();
        var changed = new HashSet<ServicePortName>();
        foreach ((ServiceKey key, Service? service, IReadOnlyList<EndpointSlice> slices) in services)
        {
            changed.UnionWith(_names.GetValueOrDefault(key) ?? []);
            ports.RemoveRange(_names.GetValueOrDefault(key) ?? []);
            _names.Remove(key);
            if (service is null)
            {
                continue;
            }

            (ServicePortName Name, ServicePort Port)[] made = [.. ServicePorts.Of(service, slices)];
            foreach ((ServicePortName name, ServicePort port) in made)
            {
                ports[name] = port;
                changed.Add(name);
            }

            if (made.Length > 0)
            {
                _names[key] = [.. made.Select(m => m.Name)];
            }
        }

        Map = Map with { Ports = ports.ToImmutable() };
        return changed;
    }
}
