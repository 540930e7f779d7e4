using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tiphys.Network.Dns;

/// <summary>What came of a question: answered here, or somebody else has to be asked.</summary>
internal readonly record struct ZoneAnswer(DnsCode Code, bool Ours, byte[]? OutsideTarget = null)
{
    internal static ZoneAnswer NotOurs => new(DnsCode.NoError, Ours: false);
}

/// <summary>
/// Answers for the cluster's zone and its reverse names, after the Kubernetes DNS specification 1.1. Names that exist
/// without records of the wanted type give an empty answer, others NXDOMAIN; both carry the zone's SOA (RFC 2308).
/// </summary>
internal sealed class ClusterZone
{
    private const int MaxLabels = 5;
    private const int MaxAliases = 8;
    private readonly IDnsRecords _records;
    private readonly DnsServerOptions _options;
    private readonly byte[] _zone;
    private readonly byte[] _server;
    private readonly byte[] _mailbox;
    private readonly uint _ttl;
    private readonly uint _serial;
    private uint _rotation;

    internal ClusterZone(IDnsRecords records, DnsServerOptions options, TimeProvider time)
    {
        _records = records;
        _options = options;
        _zone = DnsName.ToWire(options.ClusterDomain);
        _server = DnsName.ToWire("ns.dns." + options.ClusterDomain);
        _mailbox = DnsName.ToWire("hostmaster." + options.ClusterDomain);
        _ttl = (uint)options.Ttl.TotalSeconds;
        _serial = (uint)time.GetUtcNow().ToUnixTimeSeconds();
    }

    /// <summary>Writes the answer if the name is the zone's, with the names that aliases lead to inside it.</summary>
    internal ZoneAnswer Answer(scoped in DnsQuery query, ref DnsWriter writer)
    {
        ReadOnlySpan<byte> name = query.Name;
        for (int alias = 0; alias < MaxAliases; alias++)
        {
            int zoneAt = FindZone(name);
            if (zoneAt < 0)
            {
                return alias == 0 ? AnswerReverse(query, ref writer) : new ZoneAnswer(DnsCode.NoError, Ours: true, name.ToArray());
            }

            DnsCode code = Lookup(name, zoneAt, query.Type, ref writer, out string? target);
            if (target is null || query.Type == DnsType.Cname)
            {
                return Finish(code, alias > 0, ref writer);
            }

            name = DnsName.ToWire(target);
        }

        return new ZoneAnswer(DnsCode.ServerFailure, Ours: true);
    }

    private ZoneAnswer Finish(DnsCode code, bool aliased, ref DnsWriter writer)
    {
        if (writer.Answers == 0 || aliased && code == DnsCode.NameError)
        {
            writer.StartOfAuthority(DnsSection.Authority, _zone, _server, _mailbox, _serial, _ttl);
        }

        return new ZoneAnswer(code, Ours: true);
    }

    private int FindZone(scoped ReadOnlySpan<byte> name)
    {
        for (int at = 0; ; at += name[at] + 1)
        {
            if (name[at..].SequenceEqual(_zone))
            {
                return at;
            }

            if (name[at] == 0)
            {
                return -1;
            }
        }
    }

    private DnsCode Lookup(scoped ReadOnlySpan<byte> name, int zoneAt, ushort type, ref DnsWriter writer, out string? alias)
    {
        alias = null;
        Span<char> text = stackalloc char[DnsLimits.Name];
        Span<Range> ranges = stackalloc Range[MaxLabels];
        int count = 0;
        for (int at = 0; at < zoneAt; at += name[at] + 1)
        {
            if (count == MaxLabels)
            {
                return DnsCode.NameError;
            }

            Encoding.Latin1.GetChars(name.Slice(at + 1, name[at]), text[(at + 1)..]);
            text[at + 1 + name[at]] = '.';
            ranges[count++] = (at + 1)..(at + 1 + name[at]);
        }

        if (count == 0)
        {
            return AnswerApex(name, type, ref writer);
        }

        ReadOnlySpan<char> kind = text[ranges[count - 1]];
        if (kind.SequenceEqual("svc"))
        {
            return LookupService(new Labels(name, text, ranges[..(count - 1)]), type, ref writer, out alias);
        }

        if (kind.SequenceEqual("pod"))
        {
            return LookupPod(new Labels(name, text, ranges[..(count - 1)]), type, ref writer);
        }

        return LookupFixed(name, count, kind, text[ranges[0]], type, ref writer);
    }

    private DnsCode AnswerApex(scoped ReadOnlySpan<byte> name, ushort type, ref DnsWriter writer)
    {
        if (type is DnsType.Soa or DnsType.Any)
        {
            writer.StartOfAuthority(DnsSection.Answer, name, _server, _mailbox, _serial, _ttl);
        }

        if (type is DnsType.Ns or DnsType.Any)
        {
            writer.NameRecord(DnsSection.Answer, name, DnsType.Ns, _server, _ttl);
        }

        return DnsCode.NoError;
    }

    private DnsCode LookupFixed(scoped ReadOnlySpan<byte> name, int count, scoped ReadOnlySpan<char> last, scoped ReadOnlySpan<char> first, ushort type, ref DnsWriter writer)
    {
        if (count == 1 && last.SequenceEqual("dns-version"))
        {
            if (type is DnsType.Txt or DnsType.Any)
            {
                writer.Text(name, "1.1.0"u8, _ttl);
            }

            return DnsCode.NoError;
        }

        if (!last.SequenceEqual("dns") || count > 2 || (count == 2 && !first.SequenceEqual("ns")))
        {
            return DnsCode.NameError;
        }

        foreach (IPEndPoint endpoint in count == 2 ? _options.Listen : [])
        {
            AddAddress(name, endpoint.Address, type, ref writer);
        }

        return DnsCode.NoError;
    }

    // name.namespace.svc, with up to two labels before: hostname, or _port._protocol.
    private DnsCode LookupService(scoped Labels labels, ushort type, ref DnsWriter writer, out string? alias)
    {
        alias = null;
        if (labels.Count < 2)
        {
            return labels.Count == 0 || _records.HasNamespace(labels.FromEnd(0)) ? DnsCode.NoError : DnsCode.NameError;
        }

        if (!_records.TryFindService(labels.Join(1), out DnsService? service))
        {
            return DnsCode.NameError;
        }

        switch (labels.Count)
        {
            case 2:
                alias = AnswerService(service, labels.Name, type, ref writer);
                return DnsCode.NoError;
            case 3 when labels.FromEnd(2) is ['_', ..]:
                return HasProtocol(service, labels.FromEnd(2)) ? DnsCode.NoError : DnsCode.NameError;
            case 3:
                return AnswerEndpoint(service, labels.FromEnd(2), labels.Name, type, ref writer);
            default:
                return AnswerPort(service, labels.FromEnd(3), labels.FromEnd(2), labels.Name, type, ref writer);
        }
    }

    private string? AnswerService(DnsService service, scoped ReadOnlySpan<byte> name, ushort type, ref DnsWriter writer)
    {
        if (service.ExternalName is { } target)
        {
            writer.NameRecord(DnsSection.Answer, name, DnsType.Cname, DnsName.ToWire(target), _ttl);
            return target;
        }

        if (type is DnsType.Srv)
        {
            AnswerPorts(service, null, null, name, ref writer);
            return null;
        }

        foreach (IPAddress ip in service.ClusterIPs)
        {
            AddAddress(name, ip, type, ref writer);
        }

        AddEndpoints(name, service.IsHeadless ? service.Endpoints : [], type, ref writer);
        return null;
    }

    private DnsCode AnswerEndpoint(DnsService service, scoped ReadOnlySpan<char> label, scoped ReadOnlySpan<byte> name, ushort type, ref DnsWriter writer)
    {
        if (!service.TryFindEndpoints(label, out ImmutableArray<DnsEndpoint> endpoints))
        {
            return DnsCode.NameError;
        }

        AddEndpoints(name, endpoints, type, ref writer);
        return DnsCode.NoError;
    }

    private DnsCode AnswerPort(DnsService service, scoped ReadOnlySpan<char> port, scoped ReadOnlySpan<char> protocol, scoped ReadOnlySpan<byte> name, ushort type, ref DnsWriter writer)
    {
        if (port is not ['_', ..] || ProtocolOf(protocol) is not { } transport || service.ExternalName is not null)
        {
            return DnsCode.NameError;
        }

        bool exists = false;
        foreach (DnsPort candidate in service.Ports)
        {
            exists |= candidate.Protocol == transport && port[1..].Equals(candidate.Name, StringComparison.OrdinalIgnoreCase);
        }

        if (exists && type is DnsType.Srv or DnsType.Any)
        {
            AnswerPorts(service, port[1..].ToString(), transport, name, ref writer);
        }

        return exists ? DnsCode.NoError : DnsCode.NameError;
    }

    private void AnswerPorts(DnsService service, string? port, TransportProtocol? protocol, scoped ReadOnlySpan<byte> name, ref DnsWriter writer)
    {
        bool Wanted(DnsPort p) => (port is null || p.Name.Equals(port, StringComparison.OrdinalIgnoreCase)) && (protocol is null || p.Protocol == protocol);
        byte[] own = DnsName.ToWire($"{service.Name}.{service.Namespace}.svc.{_options.ClusterDomain}");
        var targets = new List<(byte[] Name, DnsPort Port, IPAddress IP)>();
        foreach (DnsEndpoint endpoint in service.IsHeadless ? service.Endpoints : [])
        {
            byte[] target = DnsName.ToWire($"{endpoint.Label}.{service.Name}.{service.Namespace}.svc.{_options.ClusterDomain}");
            targets.AddRange(endpoint.Ports.Where(Wanted).Select(p => (target, p, endpoint.IP)));
        }

        if (!service.IsHeadless)
        {
            targets.AddRange(service.Ports.Where(Wanted).SelectMany(p => service.ClusterIPs.Select(ip => (own, p, ip))));
        }

        int records = targets.DistinctBy(t => (Convert.ToHexString(t.Name), t.Port.Port)).Count();
        ushort weight = (ushort)(100 / Math.Max(1, records));
        foreach ((byte[] target, DnsPort p, _) in targets.DistinctBy(t => (Convert.ToHexString(t.Name), t.Port.Port)))
        {
            writer.Service(name, target, p.Port, weight, _ttl);
        }

        foreach ((byte[] target, _, IPAddress ip) in targets.DistinctBy(t => (Convert.ToHexString(t.Name), t.IP)))
        {
            writer.Address(DnsSection.Additional, target, ip, _ttl);
        }
    }

    // 1-2-3-4.namespace.pod
    private DnsCode LookupPod(scoped Labels labels, ushort type, ref DnsWriter writer)
    {
        if (labels.Count == 0)
        {
            return DnsCode.NoError;
        }

        if (!_records.HasNamespace(labels.FromEnd(0)) || labels.Count > 2)
        {
            return DnsCode.NameError;
        }

        if (labels.Count == 1)
        {
            return DnsCode.NoError;
        }

        if (!TryParseDashed(labels.FromEnd(1), out IPAddress? ip))
        {
            return DnsCode.NameError;
        }

        AddAddress(labels.Name, ip, type, ref writer);
        return DnsCode.NoError;
    }

    private ZoneAnswer AnswerReverse(scoped in DnsQuery query, ref DnsWriter writer)
    {
        if (!ReverseName.TryParse(query.Name, out IPAddress? ip))
        {
            return ZoneAnswer.NotOurs;
        }

        if (!_records.TryFindPointers(ip, out IReadOnlyList<string>? names))
        {
            return _options.ReverseZones.Any(z => z.Contains(ip)) ? Finish(DnsCode.NameError, aliased: false, ref writer) : ZoneAnswer.NotOurs;
        }

        foreach (string name in query.Type is DnsType.Ptr or DnsType.Any ? names : [])
        {
            writer.NameRecord(DnsSection.Answer, query.Name, DnsType.Ptr, DnsName.ToWire($"{name}.{_options.ClusterDomain}"), _ttl);
        }

        return Finish(DnsCode.NoError, aliased: false, ref writer);
    }

    // Starts at another endpoint each time, so that clients which take the first spread over all.
    private void AddEndpoints(scoped ReadOnlySpan<byte> name, ImmutableArray<DnsEndpoint> endpoints, ushort type, ref DnsWriter writer)
    {
        uint start = Interlocked.Increment(ref _rotation);
        for (uint i = 0; i < endpoints.Length; i++)
        {
            AddAddress(name, endpoints[(int)((start + i) % (uint)endpoints.Length)].IP, type, ref writer);
        }
    }

    private void AddAddress(scoped ReadOnlySpan<byte> name, IPAddress ip, ushort type, ref DnsWriter writer)
    {
        ushort own = ip.AddressFamily == AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa;
        if (type == own || type == DnsType.Any)
        {
            writer.Address(DnsSection.Answer, name, ip, _ttl);
        }
    }

    private static bool HasProtocol(DnsService service, scoped ReadOnlySpan<char> label)
    {
        TransportProtocol? protocol = ProtocolOf(label);
        return protocol is not null && service.Ports.Any(p => p.Protocol == protocol);
    }

    private static TransportProtocol? ProtocolOf(scoped ReadOnlySpan<char> label) => label switch
    {
        "_tcp" => TransportProtocol.Tcp,
        "_udp" => TransportProtocol.Udp,
        "_sctp" => TransportProtocol.Sctp,
        _ => null,
    };

    private static bool TryParseDashed(scoped ReadOnlySpan<char> label, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? ip)
    {
        Span<char> text = stackalloc char[DnsLimits.Label];
        text = text[..label.Length];
        bool v4 = label.Count('-') == 3 && !label.ContainsAnyExcept("0123456789-");
        label.Replace(text, '-', v4 ? '.' : ':');
        return IPAddress.TryParse(text, out ip) && (ip.AddressFamily == AddressFamily.InterNetwork) == v4;
    }

    /// <summary>The labels of a name before "svc" or "pod".</summary>
    private readonly ref struct Labels(ReadOnlySpan<byte> name, ReadOnlySpan<char> text, ReadOnlySpan<Range> ranges)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private readonly ReadOnlySpan<Range> _ranges = ranges;

        internal ReadOnlySpan<byte> Name { get; } = name;

        internal int Count => _ranges.Length;

        /// <summary>A label, counted from the namespace, which is 0.</summary>
        internal ReadOnlySpan<char> FromEnd(int index) => _text[_ranges[^(index + 1)]];

        /// <summary>The labels from one (counted from the namespace) to the namespace, with dots.</summary>
        internal ReadOnlySpan<char> Join(int from) => _text[_ranges[^(from + 1)].Start.._ranges[^1].End];
    }
}
