using System.Security.Cryptography;
using Tiphys.Network.Interop;
using Tiphys.Network.Namespaces;
using Tiphys.Network.Netlink;

namespace Tiphys.Network.Nftables;

/// <summary>Carries out transactions on nftables and reads tables back. Not thread-safe.</summary>
internal sealed class NftSocket(NetworkNamespace? ns = null) : IDisposable
{
    private readonly NetlinkSocket _socket = NetlinkSocket.OpenIn(ns, NetlinkSocket.Netfilter);
    private readonly NetlinkWriter _request = new(256);

    public void Dispose() => _socket.Dispose();

    internal void Commit(NftBatch batch)
    {
        if (!batch.IsEmpty)
        {
            _socket.ExecuteBatch(batch.Finish(), batch.Describe);
        }
    }

    /// <summary>Deletes a table with all that is in it; one that is not there is fine.</summary>
    internal void DeleteTable(string table)
    {
        var batch = new NftBatch(table);
        batch.AddTable();
        batch.DeleteTable();
        Commit(batch);
    }

    /// <summary>A number that changes with every committed change to any table of the namespace.</summary>
    internal uint Generation()
    {
        uint generation = 0;
        _socket.Dump(Request(NftMessage.GetGeneration, NetlinkFlags.None).End(), "get nftables generation", (_, body) =>
            generation = new NetlinkAttribute(1, NetlinkAttributes.Find(body[NetfilterHeader.Length..], 1)).U32Be);
        return generation;
    }

    internal List<string> ListTables()
    {
        var tables = new List<string>();
        _socket.Dump(Request(NftMessage.GetTable, NetlinkFlags.Dump).End(), "list nftables tables", (_, body) =>
            tables.Add(new NetlinkAttribute(1, NetlinkAttributes.Find(body[NetfilterHeader.Length..], 1)).Text));
        return tables;
    }

    /// <summary>The elements of a set, or null when the table or the set is not there.</summary>
    internal List<NftElement>? ListElements(string table, string set)
    {
        const ushort elementList = 3;
        var elements = new List<NftElement>();
        try
        {
            _socket.Dump(Request(NftMessage.GetElement, NetlinkFlags.Dump).Text(1, table).Text(2, set).End(), $"list nftables set {set}", (_, body) =>
            {
                foreach (NetlinkAttribute a in new NetlinkAttributes(NetlinkAttributes.Find(body[NetfilterHeader.Length..], elementList)))
                {
                    elements.Add(NftElement.Read(a.Value));
                }
            });
        }
        catch (NetlinkException e) when (e.Errno == Libc.Enoent)
        {
            return null;
        }

        return elements;
    }

    /// <summary>A digest of the rules of a table, which changes when anyone adds, removes or replaces one. (The header holds the generation.)</summary>
    internal string RulesDigest(string table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _socket.Dump(Request(NftMessage.GetRule, NetlinkFlags.Dump).Text(1, table).End(), $"list rules of {table}", (_, body) => hash.AppendData(body[NetfilterHeader.Length..]));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private NetlinkWriter Request(NftMessage message, NetlinkFlags flags)
    {
        _request.Clear();
        return _request.Begin((ushort)((NftBatch.Subsystem << 8) | (byte)message), NetlinkFlags.Request | flags)
            .Put(new NetfilterHeader(NftBatch.FamilyIPv4));
    }
}
