using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tiphys.Network.Dns;

/// <summary>The zone's records in memory, changed Service by Service while the server reads them. One writer at a time.</summary>
public sealed class DnsRecordStore : IDnsRecords
{
    private readonly ConcurrentDictionary<string, DnsService> _services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _namespaces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IPAddress, IReadOnlyList<string>> _pointers = new();

    /// <summary>Adds a Service or replaces it.</summary>
    public void SetService(DnsService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        _services.TryGetValue(service.Key, out DnsService? old);
        _services[service.Key] = service;
        HashSet<(IPAddress, string)> pointers = [.. Pointers(service)];
        foreach ((IPAddress ip, string name) in pointers)
        {
            _pointers.AddOrUpdate(ip, [name], (_, names) => names.Contains(name) ? names : [.. names, name]);
        }

        if (old is not null)
        {
            RemovePointers(Pointers(old).Where(p => !pointers.Contains(p)));
        }
    }

    /// <summary>Removes a Service; one that is not there is fine.</summary>
    public void RemoveService(string @namespace, string name)
    {
        if (_services.TryRemove($"{name}.{@namespace}", out DnsService? old))
        {
            RemovePointers(Pointers(old));
        }
    }

    /// <summary>Notes that a namespace exists.</summary>
    public void AddNamespace(string name) => _namespaces[name] = true;

    /// <summary>Notes that a namespace is gone.</summary>
    public void RemoveNamespace(string name) => _namespaces.TryRemove(name, out _);

    /// <inheritdoc/>
    public bool TryFindService(ReadOnlySpan<char> nameAndNamespace, [NotNullWhen(true)] out DnsService? service) =>
        _services.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(nameAndNamespace, out service);

    /// <inheritdoc/>
    public bool HasNamespace(ReadOnlySpan<char> name) => _namespaces.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(name);

    /// <inheritdoc/>
    public bool TryFindPointers(IPAddress address, [NotNullWhen(true)] out IReadOnlyList<string>? names) => _pointers.TryGetValue(address, out names);

    private static IEnumerable<(IPAddress, string)> Pointers(DnsService service)
    {
        string name = $"{service.Name}.{service.Namespace}.svc";
        foreach (IPAddress ip in service.ClusterIPs)
        {
            yield return (ip, name);
        }

        foreach (DnsEndpoint endpoint in service.IsHeadless ? service.Endpoints : [])
        {
            yield return (endpoint.IP, $"{endpoint.Label}.{name}");
        }
    }

    private void RemovePointers(IEnumerable<(IPAddress IP, string Name)> pointers)
    {
        foreach ((IPAddress ip, string name) in pointers)
        {
            if (!_pointers.TryGetValue(ip, out IReadOnlyList<string>? names))
            {
                continue;
            }

            string[] rest = [.. names.Where(n => n != name)];
            if (rest.Length > 0)
            {
                _pointers[ip] = rest;
            }
            else
            {
                _pointers.TryRemove(ip, out _);
            }
        }
    }
}
