using Tiphys.Network.Conntrack;
using Tiphys.Network.Interop;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Netlink;
using Tiphys.Network.Nftables;

namespace Tiphys.Network.Services;

/// <summary>
/// Keeps one nftables table in step with the Services. Not thread-safe: one caller at a time.
/// </summary>
/// <remarks>
/// The first sync, and one after drift, writes the whole table in one transaction; packets never see it half done. Each
/// later sync writes only the elements that changed. Disposing leaves the table in place, and with it all Services.
/// </remarks>
public sealed class NftServiceProxy : IDisposable
{
    private readonly ProxyOptions _options;
    private readonly ProxyTable _writer;
    private readonly NftSocket _nft;
    private readonly UdpFlows _udpFlows;
    private readonly ProxyChainSet _chains;
    private readonly string _table;
    private ProxyState _state;
    private ServiceMap _map = ServiceMap.Empty;
    private bool _written;
    private bool _suspect;
    private uint _generation;
    private string _rules = "";

    /// <summary>Opens the sockets; nothing is written before the first <see cref="Sync"/>.</summary>
    public NftServiceProxy(ProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Instance.Validated();
        _options = options;
        _table = options.Instance.ServiceTable;
        _writer = new ProxyTable(options);
        _chains = new ProxyChainSet(_writer);
        _state = new ProxyState(options);
        _nft = new NftSocket(options.NodeNamespace);
        _udpFlows = new UdpFlows(options);
    }

    /// <summary>Deletes the table of an instance, and with it all that the proxy did.</summary>
    public static void Destroy(ProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var nft = new NftSocket(options.NodeNamespace);
        nft.DeleteTable(options.Instance.Validated().ServiceTable);
    }

    /// <summary>Makes the kernel do what the map says.</summary>
    /// <exception cref="NetlinkException">The kernel refused; the next sync writes everything anew.</exception>
    /// <param name="map">All Services.</param>
    /// <param name="changed">
    /// The only ports that may differ from the last map, so that no others need be looked at; null if that is not known.
    /// </param>
    public void Sync(ServiceMap map, IReadOnlyCollection<ServicePortName>? changed = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        try
        {
            if (_written)
            {
                SyncChanges(map, changed);
            }
            else
            {
                SyncAll(map);
            }

            _map = map;
        }
        catch
        {
            _written = false;
            throw;
        }
    }

    /// <summary>
    /// Looks whether anyone else changed the table, and repairs it. Cheap when nothing in nftables changed at all.
    /// </summary>
    /// <returns>Whether a repair was needed.</returns>
    public bool Verify()
    {
        if (!_written || (!_suspect && _nft.Generation() == _generation))
        {
            return false;
        }

        bool intact = IsIntact();
        if (!intact)
        {
            _written = false;
            Sync(_map);
        }

        _suspect = false;
        _generation = _nft.Generation();
        return !intact;
    }

    /// <summary>Closes the sockets; the table stays.</summary>
    public void Dispose()
    {
        _nft.Dispose();
        _udpFlows.Dispose();
    }

    private void SyncAll(ServiceMap map)
    {
        if (_options.NodePortsOnLocalhost)
        {
            NetworkNamespace.RunIn(_options.NodeNamespace, () => Sysctl.Set("net/ipv4/conf/all/route_localnet", "1"));
        }

        _state = new ProxyState(_options);
        _chains.Clear();
        ProxyChanges changes = _state.Apply(map);
        var affinities = new AffinityFilter(_state.Plans);
        List<NftElement> kept = affinities.Valid(_nft.ListElements(_table, ProxyTable.Affinity) ?? []);
        var batch = new NftBatch(_table);
        batch.ResetTable();
        _writer.WriteBase(batch);
        _chains.Prepare(batch, changes);
        WriteElements(batch, changes.Added, add: true);
        batch.AddElements(ProxyTable.Affinity, kept);
        _nft.Commit(batch);
        _written = true;
        _suspect = false;
        _generation = _nft.Generation();
        _rules = _nft.RulesDigest(_table);
        _udpFlows.Flush(changes.Replaced);
    }

    private void SyncChanges(ServiceMap map, IReadOnlyCollection<ServicePortName>? changed)
    {
        ProxyChanges changes = _state.Apply(map, changed);
        var batch = new NftBatch(_table);
        bool rules = _chains.Prepare(batch, changes);
        WriteElements(batch, changes.Deleted, add: false);
        rules |= _chains.Retire(batch, changes);
        WriteElements(batch, changes.Added, add: true);
        if (!batch.IsEmpty)
        {
            _nft.Commit(batch);
            NoteCommit(rules);
        }

        if (AffinityFilter.LosesEndpoints(changes.Replaced))
        {
            DropStaleAffinities();
        }

        _udpFlows.Flush(changes.Replaced);
    }

    // The generation counts all commits of the namespace: more than one since the last means that others were at work.
    private void NoteCommit(bool rules)
    {
        uint generation = _nft.Generation();
        _suspect |= generation != _generation + 1;
        _generation = generation;
        if (rules)
        {
            _rules = _nft.RulesDigest(_table);
        }
    }

    private static void WriteElements(NftBatch batch, IEnumerable<KeyValuePair<ProxyKey, ProxyValue>> elements, bool add)
    {
        foreach (IGrouping<ProxyMap, KeyValuePair<ProxyKey, ProxyValue>> group in elements.GroupBy(e => e.Key.Map))
        {
            string set = ProxyTable.NameOf(group.Key);
            IEnumerable<NftElement> list = group.Select(e => e.Key.ToElement(e.Value));
            if (add)
            {
                batch.AddElements(set, list);
            }
            else
            {
                batch.DeleteElements(set, list);
            }
        }
    }

    // Clients may refresh or lose an affinity between the listing and the deletion; then the deletion is tried again.
    private void DropStaleAffinities()
    {
        var filter = new AffinityFilter(_state.Plans);
        for (int attempt = 0; ; attempt++)
        {
            List<NftElement> stale = filter.Stale(_nft.ListElements(_table, ProxyTable.Affinity) ?? []);
            if (stale.Count == 0)
            {
                return;
            }

            try
            {
                var batch = new NftBatch(_table);
                batch.DeleteElements(ProxyTable.Affinity, stale);
                _nft.Commit(batch);
                NoteCommit(rules: false);
                return;
            }
            catch (NetlinkException e) when (e.Errno == Libc.Enoent && attempt < 5)
            {
            }
        }
    }

    private bool IsIntact()
    {
        if (_nft.RulesDigest(_table) != _rules)
        {
            return false;
        }

        ILookup<ProxyMap, NftElement> wanted = _state.Elements.ToLookup(e => e.Key.Map, e => e.Key.ToElement(e.Value));
        return Enum.GetValues<ProxyMap>().All(map => _nft.ListElements(_table, ProxyTable.NameOf(map)) is { } present && Same(present, [.. wanted[map]]));
    }

    private static bool Same(List<NftElement> present, List<NftElement> wanted)
    {
        static string Print(NftElement e) => $"{Convert.ToHexString(e.Key.Span)} {Convert.ToHexString(e.Data.Span)} {e.Verdict?.Code} {e.Verdict?.Chain}";
        return present.Count == wanted.Count && present.Select(Print).ToHashSet().SetEquals(wanted.Select(Print));
    }
}
