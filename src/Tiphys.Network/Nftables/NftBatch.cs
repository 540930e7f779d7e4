using System.Buffers.Binary;
using Tiphys.Network.Netlink;

namespace Tiphys.Network.Nftables;

/// <summary>
/// One transaction on one table of the IPv4 family: the kernel does all of it or nothing. Packets see either the old
/// ruleset or the new one.
/// </summary>
internal sealed class NftBatch
{
    internal const byte FamilyIPv4 = 2;
    internal const int Subsystem = 10;
    private const ushort BatchBegin = 16;
    private const ushort BatchEnd = 17;

    // An attribute's length is 16 bits, so a long list of elements goes into several messages.
    private const int MaxListBytes = 32 * 1024;

    private readonly string _table;
    private readonly NetlinkWriter _writer = new(8 * 1024);
    private readonly List<string> _steps = [];
    private uint _nextSetId;

    internal NftBatch(string table)
    {
        _table = table;
        Boundary(BatchBegin);
    }

    internal bool IsEmpty => _steps.Count == 1;

    internal NetlinkWriter Finish()
    {
        Boundary(BatchEnd);
        return _writer;
    }

    internal string Describe(int message) =>
        $"nftables: {(message < _steps.Count ? _steps[message] : "commit")} in table {_table}";

    /// <summary>Creates the table, empty: one that exists is deleted first.</summary>
    internal void ResetTable()
    {
        AddTable();
        DeleteTable();
        AddTable();
    }

    internal void AddTable()
    {
        Begin(NftMessage.NewTable, NetlinkFlags.Create, "add table").Text(1, _table).U32Be(2, 0);
        _writer.End();
    }

    internal void DeleteTable()
    {
        Begin(NftMessage.DeleteTable, NetlinkFlags.None, "delete table").Text(1, _table);
        _writer.End();
    }

    internal void AddChain(string name)
    {
        Begin(NftMessage.NewChain, NetlinkFlags.Create, "add chain " + name).Text(1, _table).Text(3, name);
        _writer.End();
    }

    internal void AddBaseChain(string name, string type, NftHook hook, int priority)
    {
        Begin(NftMessage.NewChain, NetlinkFlags.Create, "add chain " + name).Text(1, _table).Text(3, name);
        using (_writer.Nest(4))
        {
            _writer.U32Be(1, (uint)hook).U32Be(2, unchecked((uint)priority));
        }

        _writer.U32Be(5, (uint)NftVerdictCode.Accept).Text(7, type);
        _writer.End();
    }

    /// <summary>Deletes all rules of a chain.</summary>
    internal void FlushChain(string name)
    {
        Begin(NftMessage.DeleteRule, NetlinkFlags.None, "flush chain " + name).Text(1, _table).Text(2, name);
        _writer.End();
    }

    /// <summary>Deletes a chain that has no rules and that nothing leads to.</summary>
    internal void DeleteChain(string name)
    {
        Begin(NftMessage.DeleteChain, NetlinkFlags.None, "delete chain " + name).Text(1, _table).Text(3, name);
        _writer.End();
    }

    /// <summary>Appends a rule to a chain.</summary>
    internal void AddRule(string chain, Action<NftRule> expressions)
    {
        Begin(NftMessage.NewRule, NetlinkFlags.Create | NetlinkFlags.Append, "add rule to " + chain).Text(1, _table).Text(2, chain);
        using (_writer.Nest(4))
        {
            expressions(new NftRule(_writer));
        }

        _writer.End();
    }

    internal void AddSet(NftSet set)
    {
        Begin(NftMessage.NewSet, NetlinkFlags.Create, "add set " + set.Name)
            .Text(1, _table).Text(2, set.Name).U32Be(3, set.Flags).U32Be(4, set.KeyType).U32Be(5, (uint)set.KeyLength);
        if (set.IsMap)
        {
            _writer.U32Be(6, set.DataType).U32Be(7, (uint)set.DataLength);
        }

        if (set.MaxSize > 0 || set.RangeFields is { Count: > 1 })
        {
            using (_writer.Nest(9))
            {
                WriteDescription(set);
            }
        }

        _writer.U32Be(10, ++_nextSetId);
        _writer.End();
    }

    internal void AddElements(string set, IEnumerable<NftElement> elements) =>
        WriteElements(NftMessage.NewElement, NetlinkFlags.Create | NetlinkFlags.Exclusive, set, elements);

    internal void DeleteElements(string set, IEnumerable<NftElement> elements) =>
        WriteElements(NftMessage.DeleteElement, NetlinkFlags.None, set, elements);

    private void WriteDescription(NftSet set)
    {
        if (set.MaxSize > 0)
        {
            _writer.U32Be(1, set.MaxSize);
        }

        if (set.RangeFields is not { Count: > 1 } fields)
        {
            return;
        }

        using (_writer.Nest(2))
        {
            foreach (int length in fields)
            {
                using (_writer.Nest(1))
                {
                    _writer.U32Be(1, (uint)length);
                }
            }
        }
    }

    private void WriteElements(NftMessage message, NetlinkFlags flags, string set, IEnumerable<NftElement> elements)
    {
        using IEnumerator<NftElement> rest = elements.GetEnumerator();
        for (bool more = rest.MoveNext(); more;)
        {
            Begin(message, flags, (message == NftMessage.NewElement ? "add elements to " : "delete elements of ") + set)
                .Text(1, _table).Text(2, set);
            int start = _writer.Length;
            using (_writer.Nest(3))
            {
                for (; more && _writer.Length - start < MaxListBytes; more = rest.MoveNext())
                {
                    rest.Current.Write(_writer, withData: message == NftMessage.NewElement);
                }
            }

            _writer.End();
        }
    }

    private NetlinkWriter Begin(NftMessage message, NetlinkFlags flags, string step)
    {
        _steps.Add(step);
        return _writer.Begin((ushort)((Subsystem << 8) | (byte)message), NetlinkFlags.Request | flags).Put(new NetfilterHeader(FamilyIPv4));
    }

    private void Boundary(ushort type)
    {
        _steps.Add("commit");
        _writer.Begin(type, NetlinkFlags.Request).Put(new NetfilterHeader(0, Subsystem)).End();
    }
}

/// <summary>The fixed part of every netfilter message: family, version 0, and a number that only batches use.</summary>
internal readonly struct NetfilterHeader(byte family, ushort resource = 0)
{
    internal const int Length = 4;

    // The version in the second byte is 0.
    private readonly ushort _familyAndVersion = family;
    private readonly ushort _resource = BinaryPrimitives.ReverseEndianness(resource);
}
