using System.Net;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;
using IPAddress = System.Net.IPAddress;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Rules of network policies (pkg/apis/networking/validation); errors come in upstream's order.</summary>
internal static class NetworkPolicyValidation
{
    private static readonly FieldPath Path = FieldPath.Root("spec");

    /// <param name="spec">What to check.</param>
    /// <param name="old">What was there before: its ranges are accepted as they are.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static void Validate(NetworkPolicySpec spec, NetworkPolicySpec? old, FieldErrors errors)
    {
        var known = old is null ? default : Ranges(old);
        LabelSelectorValidation.Validate(spec.PodSelector, errors, Path.Child("podSelector"));
        for (var i = 0; i < spec.Ingress.Count; i++)
        {
            CheckRule(spec.Ingress[i].Ports, "from", spec.Ingress[i].From, known, errors, Path.Child("ingress").Index(i));
        }

        for (var i = 0; i < spec.Egress.Count; i++)
        {
            CheckRule(spec.Egress[i].Ports, "to", spec.Egress[i].To, known, errors, Path.Child("egress").Index(i));
        }

        var types = Path.Child("policyTypes");
        if (spec.PolicyTypes.Count > 2)
        {
            errors.InvalidValue(types, $"[{string.Join(',', spec.PolicyTypes.Select(FieldErrors.Quote))}]", "may not specify more than two policyTypes");
            return;
        }

        for (var i = 0; i < spec.PolicyTypes.Count; i++)
        {
            errors.CheckSupported(types.Index(i), spec.PolicyTypes[i], PolicyType.Ingress, PolicyType.Egress);
        }
    }

    private static ApiList<string> Ranges(NetworkPolicySpec spec) =>
        [.. spec.Ingress.SelectMany(rule => rule.From).Concat(spec.Egress.SelectMany(rule => rule.To))
            .Select(peer => peer.IPBlock).OfType<IPBlock>().SelectMany(block => block.Except.Prepend(block.CIDR))];

    private static void CheckRule(
        ApiList<NetworkPolicyPort> ports, string field, ApiList<NetworkPolicyPeer> peers, ApiList<string> known, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < ports.Count; i++)
        {
            CheckPort(ports[i], errors, path.Child("ports").Index(i));
        }

        for (var i = 0; i < peers.Count; i++)
        {
            CheckPeer(peers[i], known, errors, path.Child(field).Index(i));
        }
    }

    private static void CheckPort(NetworkPolicyPort port, FieldErrors errors, FieldPath path)
    {
        if (port.Protocol is { } protocol)
        {
            errors.CheckSupported(path.Child("protocol"), protocol, Protocol.TCP, Protocol.UDP, Protocol.SCTP);
        }

        var endPath = path.Child("endPort");
        switch (port.Port)
        {
            case null when port.EndPort is { } end:
                errors.Invalid(endPath, end, "may not be specified when `port` is not specified");
                break;
            case { StringValue: { } name }:
                if (port.EndPort is { } unwanted)
                {
                    errors.Invalid(endPath, unwanted, "may not be specified when `port` is non-numeric");
                }

                errors.InvalidFor(path.Child("port"), name, Formats.PortName(name));
                break;
            case { IntValue: var number }:
                errors.InvalidFor(path.Child("port"), number, Formats.PortNumber(number));
                CheckEnd(number, port.EndPort, errors, endPath);
                break;
        }
    }

    // Upstream shows the first port where it means the last.
    private static void CheckEnd(int first, int? end, FieldErrors errors, FieldPath path)
    {
        if (end < first)
        {
            errors.Invalid(path, first, "must be greater than or equal to `port`");
        }

        if (end is { } last)
        {
            errors.InvalidFor(path, last, Formats.PortNumber(last));
        }
    }

    private static void CheckPeer(NetworkPolicyPeer peer, ApiList<string> known, FieldErrors errors, FieldPath path)
    {
        LabelSelectorValidation.Validate(peer.PodSelector, errors, path.Child("podSelector"));
        LabelSelectorValidation.Validate(peer.NamespaceSelector, errors, path.Child("namespaceSelector"));
        if (peer.IPBlock is { } block)
        {
            CheckBlock(block, known, errors, path.Child("ipBlock"));
        }

        if (peer is { PodSelector: null, NamespaceSelector: null, IPBlock: null })
        {
            errors.Required(path, "must specify a peer");
        }
        else if (peer.IPBlock is not null && (peer.PodSelector is not null || peer.NamespaceSelector is not null))
        {
            errors.Forbidden(path, "may not specify both ipBlock and another peer");
        }
    }

    private static void CheckBlock(IPBlock block, ApiList<string> known, FieldErrors errors, FieldPath path)
    {
        if (block.CIDR.Length == 0)
        {
            errors.Required(path.Child("cidr"));
            return;
        }

        LegacyAddresses.CheckCidr(errors, path.Child("cidr"), block.CIDR, known);
        if (!Formats.TryParseCidr(block.CIDR, out var address, out var length))
        {
            return;
        }

        for (var i = 0; i < block.Except.Count; i++)
        {
            var at = path.Child("except").Index(i);
            LegacyAddresses.CheckCidr(errors, at, block.Except[i], known);
            if (Formats.TryParseCidr(block.Except[i], out var inner, out var innerLength)
                && !(length < innerLength && inner.AddressFamily == address.AddressFamily && Network(address, length).Contains(inner)))
            {
                errors.Invalid(at, block.Except[i], "must be a strict subset of `cidr`");
            }
        }
    }

    private static IPNetwork Network(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }
}
