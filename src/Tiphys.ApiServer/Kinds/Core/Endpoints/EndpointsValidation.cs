using System.Net;
using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of endpoints (pkg/apis/core/validation); errors come in upstream's order.</summary>
internal static class EndpointsValidation
{
    public static void Validate(Endpoints endpoints, Endpoints? old, FieldErrors errors)
    {
        if (endpoints.Subsets == old?.Subsets)
        {
            return;
        }

        for (var i = 0; i < endpoints.Subsets.Count; i++)
        {
            CheckSubset(endpoints.Subsets[i], errors, FieldPath.Root("subsets").Index(i));
        }
    }

    /// <summary>An address at which something else can answer.</summary>
    public static void CheckEndpointAddress(string value, FieldErrors errors, FieldPath path)
    {
        if (LegacyAddresses.Parse(value) is not { } address)
        {
            errors.Invalid(path, value, "must be a valid IP address");
            return;
        }

        var bytes = address.GetAddressBytes();
        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            errors.Invalid(path, value, $"may not be unspecified ({value})");
        }

        if (IPAddress.IsLoopback(address))
        {
            errors.Invalid(path, value, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }

        if (isIPv4 ? bytes is [169, 254, ..] : address.IsIPv6LinkLocal)
        {
            errors.Invalid(path, value, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        }

        if (isIPv4 ? bytes is [224, 0, 0, _] : bytes is [0xff, var scope, ..] && (scope & 0x0f) == 2)
        {
            errors.Invalid(path, value, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }
    }

    private static void CheckSubset(EndpointSubset subset, FieldErrors errors, FieldPath path)
    {
        if (subset.Addresses.IsEmpty && subset.NotReadyAddresses.IsEmpty)
        {
            errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
        }

        CheckAddresses(subset.Addresses, errors, path.Child("addresses"));
        CheckAddresses(subset.NotReadyAddresses, errors, path.Child("notReadyAddresses"));
        for (var i = 0; i < subset.Ports.Count; i++)
        {
            CheckPort(subset.Ports[i], subset.Ports.Count > 1, errors, path.Child("ports").Index(i));
        }
    }

    private static void CheckAddresses(ApiList<EndpointAddress> addresses, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            LegacyAddresses.CheckIP(errors, path.Index(i).Child("ip"), addresses[i].IP, default);
            if (addresses[i].Hostname is { Length: > 0 } host)
            {
                errors.InvalidFor(path.Index(i).Child("hostname"), host, Formats.Dns1123Label(host));
            }

            if (addresses[i].NodeName is { } node)
            {
                errors.InvalidFor(path.Index(i).Child("nodeName"), node, Formats.Dns1123Subdomain(node));
            }

            CheckEndpointAddress(addresses[i].IP, errors, path.Index(i).Child("ip"));
        }
    }

    private static void CheckPort(EndpointPort port, bool needsName, FieldErrors errors, FieldPath path)
    {
        if (needsName || port.Name.Length > 0)
        {
            errors.CheckRequired(path.Child("name"), port.Name, Formats.Dns1123Label);
        }

        errors.InvalidFor(path.Child("port"), port.Port, Formats.PortNumber(port.Port));
        errors.CheckRequiredAndSupported(path.Child("protocol"), port.Protocol, Protocol.SCTP, Protocol.TCP, Protocol.UDP);
        if (port.AppProtocol is { } protocol)
        {
            errors.InvalidFor(path.Child("appProtocol"), protocol, Formats.QualifiedName(protocol));
        }
    }
}
