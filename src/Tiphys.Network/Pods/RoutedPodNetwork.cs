using System.Net;
using Tiphys.Network.Conntrack;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Nftables;
using Tiphys.Network.Routing;

namespace Tiphys.Network.Pods;

/// <summary>
/// The built-in pod network. Each pod has a veth pair of its own and the node routes between them and the outside; a
/// bridge without ports holds the gateway's address. README.md says why pods are routed and not bridged together.
/// </summary>
public sealed class RoutedPodNetwork : IPodNetwork, IDisposable
{
    private readonly PodNetworkOptions _options;
    private readonly LeaseStore _store;
    private readonly AddressPool _pool;
    private readonly PodLinks _links;
    private readonly NftSocket _nft;
    private readonly HostPortRules _hostPorts;
    private readonly ConntrackTable _conntrack;

    // Guards all fields below and the sockets above. Work under it is a few system calls.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private long _sequence;

    private RoutedPodNetwork(PodNetworkOptions options)
    {
        _options = options;
        _store = new LeaseStore(LeaseDirectory(options));
        _pool = new AddressPool(options.PodCidr);
        _links = new PodLinks(options, _pool.Gateway);
        _nft = new NftSocket(options.NodeNamespace);
        _hostPorts = new HostPortRules(_nft, options);
        _conntrack = new ConntrackTable(options.NodeNamespace);
    }

    /// <summary>The pods' default gateway, an address of the node that its own servers can be reached at.</summary>
    public IPAddress Gateway => _pool.Gateway;

    /// <summary>Sets the node up and adopts the sandboxes that are attached already, without disturbing them.</summary>
    public static Task<RoutedPodNetwork> OpenAsync(PodNetworkOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Task.Run(
            () =>
            {
                var network = new RoutedPodNetwork(options);
                try
                {
                    network.Start();
                    return network;
                }
                catch
                {
                    network.Dispose();
                    throw;
                }
            },
            cancellationToken);
    }

    /// <summary>Deletes all that an instance made: links, table, leases. It must not be in use.</summary>
    public static Task DestroyAsync(PodNetworkOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Task.Run(
            () =>
            {
                using var nft = new NftSocket(options.NodeNamespace);
                nft.DeleteTable(options.Instance.PodTable);
                PodLinks.DeleteAll(options);
                if (Directory.Exists(LeaseDirectory(options)))
                {
                    Directory.Delete(LeaseDirectory(options), recursive: true);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PodNetworkResult> AddAsync(PodNetworkRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run(() => Add(request), cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string sandboxId, CancellationToken cancellationToken) => Task.Run(() => Remove(sandboxId), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CheckAsync(string sandboxId, CancellationToken cancellationToken) => Task.Run(() => Check(sandboxId), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PodNetworkAttachment>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            IReadOnlyList<PodNetworkAttachment> list =
                [.. _leases.Values.Select(l => new PodNetworkAttachment(l.SandboxId, l.PodNamespace, l.PodName, ResultOf(l)))];
            return Task.FromResult(list);
        }
    }

    /// <summary>Closes the sockets; the pods stay connected and a new instance adopts them.</summary>
    public void Dispose()
    {
        _links.Dispose();
        _nft.Dispose();
        _conntrack.Dispose();
    }

    private static string LeaseDirectory(PodNetworkOptions options) => Path.Combine(options.DataDirectory, "leases");

    private void Start()
    {
        _links.PrepareNode();
        HashSet<string> present = _links.ListPodLinks();
        foreach (Lease lease in _store.Load())
        {
            // Without its link (after a reboot, or a crash in the middle of an add) the lease is worth nothing.
            string link = _options.Instance.PodLink(lease.Offset);
            if (present.Remove(link) && _pool.Restore(lease.Offset))
            {
                _leases.Add(lease.SandboxId, lease);
            }
            else
            {
                _store.Delete(lease.SandboxId);
            }
        }

        foreach (string orphan in present)
        {
            _links.Delete(orphan);
        }

        (uint last, _sequence) = _store.LoadLast();
        _pool.ContinueAfter(last);
        _hostPorts.Reset(_leases.Values.Select(l => (_pool.At(l.Offset), l.HostPorts)));
    }

    private PodNetworkResult Add(PodNetworkRequest request)
    {
        using NetworkNamespace pod = NetworkNamespace.Open(request.NetnsPath);
        lock (_lock)
        {
            if (_leases.TryGetValue(request.SandboxId, out Lease? existing))
            {
                if (Check(existing))
                {
                    return ResultOf(existing);
                }

                Release(existing);
            }

            Lease lease = TakeLease(request);
            try
            {
                IPAddress address = _pool.At(lease.Offset);
                _links.Connect(_options.Instance.PodLink(lease.Offset), address, pod, request);
                _hostPorts.Add(address, lease.HostPorts);
                return ResultOf(lease);
            }
            catch
            {
                _links.Delete(_options.Instance.PodLink(lease.Offset));
                Forget(lease);
                throw;
            }
        }
    }

    private Lease TakeLease(PodNetworkRequest request)
    {
        if (!_pool.TryTake(out uint offset))
        {
            throw new PodNetworkException($"no free address is left in the node's pod CIDR {_options.PodCidr}");
        }

        var lease = new Lease
        {
            SandboxId = request.SandboxId,
            NetnsPath = request.NetnsPath,
            PodNamespace = request.PodNamespace,
            PodName = request.PodName,
            Offset = offset,
            Sequence = ++_sequence,
            HostPorts = request.HostPorts,
        };
        try
        {
            _store.Save(lease);
        }
        catch
        {
            _pool.Release(offset);
            throw;
        }

        _leases.Add(lease.SandboxId, lease);
        return lease;
    }

    private void Remove(string sandboxId)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(sandboxId, out Lease? lease))
            {
                Release(lease);
            }
        }
    }

    private void Release(Lease lease)
    {
        IPAddress address = _pool.At(lease.Offset);
        _hostPorts.Remove(address, lease.HostPorts);
        if (lease.HostPorts.Any(p => p.Protocol == TransportProtocol.Udp))
        {
            // A client that goes on sending from the same port would otherwise stay bound to the address that is gone.
            _conntrack.DeleteWhere(TransportProtocol.Udp, flow => flow.ReplySource.Equals(address));
        }

        _links.Delete(_options.Instance.PodLink(lease.Offset));
        Forget(lease);
    }

    // The file goes last: a crash before it repeats the release, which does no harm.
    private void Forget(Lease lease)
    {
        _leases.Remove(lease.SandboxId);
        _store.Delete(lease.SandboxId);
        _pool.Release(lease.Offset);
    }

    private bool Check(string sandboxId)
    {
        lock (_lock)
        {
            return _leases.TryGetValue(sandboxId, out Lease? lease) && Check(lease);
        }
    }

    private bool Check(Lease lease)
    {
        IPAddress address = _pool.At(lease.Offset);
        return _links.IsConnected(_options.Instance.PodLink(lease.Offset), address, lease.NetnsPath)
            && (lease.HostPorts.Count == 0 || _hostPorts.Has(address, lease.HostPorts));
    }

    private PodNetworkResult ResultOf(Lease lease) => new()
    {
        IPs = [_pool.At(lease.Offset)],
        Gateway = _pool.Gateway,
        HostLink = _options.Instance.PodLink(lease.Offset),
    };
}
