using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;

namespace Tiphys.ApiServer.Proxying;

/// <summary>A server that requests are passed on to.</summary>
/// <param name="Address">Where a request goes.</param>
/// <param name="Transport">How it is reached.</param>
/// <param name="KeepsHost">
/// It is told the host that the client asked for. Not with a server whose certificate is checked: the check is for the host that is told.
/// </param>
internal readonly record struct ProxyTarget(Uri Address, HttpMessageInvoker Transport, bool KeepsHost);

/// <summary>Finds what <c>pods/proxy</c>, <c>services/proxy</c> and <c>nodes/proxy</c> point at.</summary>
internal sealed class ProxyTargets(ObjectReader objects, IKubeletConnector kubelets, HttpMessageInvoker pods)
{
    /// <exception cref="ApiException">The object is not there or cannot be reached.</exception>
    public async Task<ProxyTarget> FindAsync(string resource, string ns, string id, CancellationToken cancellationToken)
    {
        if (!SchemeNamePort.TryParse(id, out var name))
        {
            throw StatusErrors.BadRequest($"invalid {resource[..^1]} request \"{id}\"");
        }

        return resource switch
        {
            "pods" => Pod(ns, name),
            "services" => Service(ns, id, name),
            _ => await NodeAsync(name, cancellationToken),
        };
    }

    private ProxyTarget Pod(string ns, SchemeNamePort id)
    {
        var pod = objects.Get<Pod>(ns, id.Name);
        var port = id.Port.Length > 0 ? id.Port : FirstPort(pod);
        var ip = pod.Status.PodIPs.IsEmpty ? "" : pod.Status.PodIPs[0].IP;
        RequireGlobal(IPAddress.TryParse(ip, out var address) ? address : null);
        return new ProxyTarget(id.Address(ip, port), pods, KeepsHost: true);
    }

    private static string FirstPort(Pod pod) => pod.Spec.Containers.FirstOrDefault(container => !container.Ports.IsEmpty) is { } found
        ? found.Ports[0].Port.ToString(CultureInfo.InvariantCulture)
        : "";

    private ProxyTarget Service(string ns, string whole, SchemeNamePort id)
    {
        var portName = id.Port;
        if (long.TryParse(id.Port, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            var service = objects.Get<Service>(ns, id.Name);
            portName = service.Spec.Ports.FirstOrDefault(port => port.Port == number)?.Name
                ?? throw StatusErrors.ServiceUnavailable($"no service port {number} found for service \"{id.Name}\"");
        }

        var endpoints = objects.Find<Endpoints>(ns, id.Name) ?? throw StatusErrors.NotFound("", "services", id.Name);
        if (endpoints.Subsets.IsEmpty)
        {
            throw StatusErrors.ServiceUnavailable($"no endpoints available for service \"{id.Name}\"");
        }

        foreach (var subset in Shuffled(endpoints.Subsets).Where(subset => !subset.Addresses.IsEmpty))
        {
            if (subset.Ports.FirstOrDefault(port => port.Name == portName) is { } port
                && Shuffled(subset.Addresses).FirstOrDefault(address => IsPod(ns, address)) is { } address)
            {
                return new ProxyTarget(id.Address(address.IP, port.Port.ToString(CultureInfo.InvariantCulture)), pods, KeepsHost: true);
            }
        }

        throw StatusErrors.ServiceUnavailable($"no endpoints available for service \"{whole}\"");
    }

    // Endpoints may be written by users: without this look they could point the API server anywhere.
    private bool IsPod(string ns, EndpointAddress address) => address.TargetRef is { Kind: "Pod", Name: var name } target
        && (target.Namespace.Length == 0 || target.Namespace == ns)
        && objects.Find<Pod>(ns, name) is { } pod
        && pod.Status.PodIPs.Any(each => each.IP == address.IP)
        && IPAddress.TryParse(address.IP, out var ip) && IsGlobal(ip);

    private async Task<ProxyTarget> NodeAsync(SchemeNamePort id, CancellationToken cancellationToken)
    {
        var kubelet = kubelets.Locate(objects.Get<Node>("", id.Name));
        foreach (var address in await ResolveAsync(kubelet.IdnHost, cancellationToken))
        {
            RequireGlobal(address);
        }

        return id.Port.Length == 0 || id.Port == kubelet.Port.ToString(CultureInfo.InvariantCulture)
            ? new ProxyTarget(kubelet, kubelets.Transport, KeepsHost: false)
            : new ProxyTarget(id.Address(kubelet.IdnHost, id.Port), pods, KeepsHost: true);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException error)
        {
            throw StatusErrors.BadRequest($"lookup {host}: {error.Message}");
        }
    }

    private static void RequireGlobal(IPAddress? address)
    {
        if (address is null || !IsGlobal(address))
        {
            throw StatusErrors.BadRequest("address not allowed");
        }
    }

    // As Go's IsGlobalUnicast: private networks are in, the machine's own and link-local ones are not.
    private static bool IsGlobal(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] < 224 && !(bytes[0] == 169 && bytes[1] == 254)
            : !address.IsIPv6Multicast && !address.IsIPv6LinkLocal;
    }

    private static T[] Shuffled<T>(ApiList<T> items)
    {
        var shuffled = items.ToArray();
        Random.Shared.Shuffle(shuffled);
        return shuffled;
    }
}
