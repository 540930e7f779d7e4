using System.Net;
using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Discovery.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Networking;
using Tiphys.ApiServer.Validation;
using EndpointPort = Tiphys.Api.Discovery.V1.EndpointPort;

namespace Tiphys.ApiServer.Kinds.Discovery;

/// <summary>Rules of endpoint slices (pkg/apis/discovery/validation); errors come in upstream's order.</summary>
internal static class EndpointSliceValidation
{
    private const int MaxTopologyLabels = 16;
    private const int MaxAddresses = 100;
    private const int MaxPorts = 20000;
    private const int MaxEndpoints = 1000;
    private const int MaxHints = 8;

    public static void Validate(EndpointSlice slice, EndpointSlice? old, FieldErrors errors)
    {
        errors.CheckRequiredAndSupported(FieldPath.Root("addressType"), slice.AddressType, AddressType.FQDN, AddressType.IPv4, AddressType.IPv6);
        CheckPorts(slice.Ports, errors, FieldPath.Root("ports"));
        if (old is null || slice.Endpoints != old.Endpoints)
        {
            CheckEndpoints(slice, errors, FieldPath.Root("endpoints"));
        }

        if (old is not null)
        {
            errors.CheckImmutable(FieldPath.Root("addressType"), slice.AddressType, old.AddressType);
        }
    }

    private static void CheckPorts(ApiList<EndpointPort> ports, FieldErrors errors, FieldPath path)
    {
        if (ports.Count > MaxPorts)
        {
            errors.TooMany(path, ports.Count, MaxPorts);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, name) = (ports[i], ports[i].Name ?? "");
            if (name.Length > 0)
            {
                errors.InvalidFor(path.Index(i).Child("name"), name, Formats.Dns1123Label(name));
            }

            if (!names.Add(name))
            {
                errors.Duplicate(path.Index(i).Child("name"), name);
            }

            errors.CheckRequiredAndSupported(path.Index(i).Child("protocol"), port.Protocol ?? "", Protocol.SCTP, Protocol.TCP, Protocol.UDP);
            if (port.AppProtocol is { } protocol)
            {
                errors.InvalidFor(path.Index(i).Child("appProtocol"), protocol, Formats.QualifiedName(protocol));
            }
        }
    }

    private static void CheckEndpoints(EndpointSlice slice, FieldErrors errors, FieldPath path)
    {
        if (slice.Endpoints.Count > MaxEndpoints)
        {
            errors.TooMany(path, slice.Endpoints.Count, MaxEndpoints);
            return;
        }

        for (var i = 0; i < slice.Endpoints.Count; i++)
        {
            CheckEndpoint(slice.Endpoints[i], slice.AddressType, errors, path.Index(i));
        }
    }

    private static void CheckEndpoint(Endpoint endpoint, string type, FieldErrors errors, FieldPath path)
    {
        var addresses = path.Child("addresses");
        if (endpoint.Addresses.IsEmpty)
        {
            errors.Required(addresses, "must contain at least 1 address");
        }
        else if (endpoint.Addresses.Count > MaxAddresses)
        {
            errors.TooMany(addresses, endpoint.Addresses.Count, MaxAddresses);
        }

        for (var i = 0; i < endpoint.Addresses.Count; i++)
        {
            CheckAddress(endpoint.Addresses[i], type, errors, addresses, addresses.Index(i));
        }

        if (endpoint.NodeName is { } node)
        {
            errors.InvalidFor(path.Child("nodeName"), node, Formats.Dns1123Subdomain(node));
        }

        if (endpoint.DeprecatedTopology.Count > MaxTopologyLabels)
        {
            errors.TooMany(path.Child("deprecatedTopology"), endpoint.DeprecatedTopology.Count, MaxTopologyLabels);
        }

        MetadataValidation.ValidateLabels(endpoint.DeprecatedTopology, errors, path.Child("deprecatedTopology"));
        if (endpoint.Hostname is { } host)
        {
            errors.InvalidFor(path.Child("hostname"), host, Formats.Dns1123Label(host));
        }

        if (endpoint.Hints is { } hints)
        {
            CheckHints(hints.ForZones.Select(zone => zone.Name).ToList(), Formats.LabelValue, errors, path.Child("hints").Child("forZones"));
            CheckHints(hints.ForNodes.Select(each => each.Name).ToList(), Formats.Dns1123Subdomain, errors, path.Child("hints").Child("forNodes"));
        }
    }

    private static void CheckAddress(string address, string type, FieldErrors errors, FieldPath list, FieldPath path)
    {
        switch (type)
        {
            case AddressType.IPv4 when LegacyAddresses.CheckIP(errors, path, address, default):
                CheckFamily(address, AddressFamily.InterNetwork, "must be an IPv4 address", errors, list);
                EndpointsValidation.CheckEndpointAddress(address, errors, path);
                break;
            case AddressType.IPv6 when CanonicalAddresses.IPProblem(address) is { } problem:
                errors.Invalid(path, address, problem);
                break;
            case AddressType.IPv6:
                CheckFamily(address, AddressFamily.InterNetworkV6, "must be an IPv6 address", errors, list);
                EndpointsValidation.CheckEndpointAddress(address, errors, path);
                break;
            case AddressType.FQDN:
                CheckDomainName(address, errors, path);
                break;
        }
    }

    private static void CheckFamily(string address, AddressFamily family, string message, FieldErrors errors, FieldPath path)
    {
        if (!IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != family)
        {
            errors.Invalid(path, address, message);
        }
    }

    private static void CheckDomainName(string name, FieldErrors errors, FieldPath path)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var text = name.EndsWith('.') ? name[..^1] : name;
        var reasons = Formats.Dns1123Subdomain(text).ToList();
        errors.InvalidFor(path, text, reasons);
        if (reasons.Count > 0)
        {
            return;
        }

        var labels = text.Split('.');
        if (labels.Length < 2)
        {
            errors.Invalid(path, text, "should be a domain with at least two segments separated by dots");
        }

        foreach (var label in labels)
        {
            errors.InvalidFor(path, label, Formats.Dns1123Label(label));
        }
    }

    private static void CheckHints(List<string> names, Func<string, IEnumerable<string>> form, FieldErrors errors, FieldPath path)
    {
        if (names.Count > MaxHints)
        {
            errors.TooMany(path, names.Count, MaxHints);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (!seen.Add(names[i]))
            {
                errors.Duplicate(path.Index(i).Child("name"), names[i]);
            }

            errors.InvalidFor(path.Index(i).Child("name"), names[i], form(names[i]));
        }
    }
}
