namespace Tiphys.Network.Nftables;

/// <summary>Message types, as in linux/netfilter/nf_tables.h.</summary>
internal enum NftMessage : byte
{
    NewTable = 0,
    GetTable = 1,
    DeleteTable = 2,
    NewChain = 3,
    GetChain = 4,
    DeleteChain = 5,
    NewRule = 6,
    GetRule = 7,
    DeleteRule = 8,
    NewSet = 9,
    GetSet = 10,
    DeleteSet = 11,
    NewElement = 12,
    GetElement = 13,
    DeleteElement = 14,
    GetGeneration = 16,
}

/// <summary>Where in the way of a packet a base chain is called.</summary>
internal enum NftHook : uint
{
    Prerouting = 0,
    Input = 1,
    Forward = 2,
    Output = 3,
    Postrouting = 4,
}

/// <summary>What happens to a packet; the codes below zero go on evaluating.</summary>
internal enum NftVerdictCode
{
    Drop = 0,
    Accept = 1,
    Jump = -3,
    Goto = -4,
    Return = -5,
}

internal readonly record struct NftVerdict(NftVerdictCode Code, string? Chain = null)
{
    internal static NftVerdict Drop => new(NftVerdictCode.Drop);

    internal static NftVerdict Accept => new(NftVerdictCode.Accept);

    internal static NftVerdict Return => new(NftVerdictCode.Return);

    internal static NftVerdict Goto(string chain) => new(NftVerdictCode.Goto, chain);

    internal static NftVerdict Jump(string chain) => new(NftVerdictCode.Jump, chain);
}

/// <summary>One of sixteen 4-byte registers; longer values take several neighbours.</summary>
internal enum NftRegister : uint
{
    Verdict = 0,
    R0 = 8,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
}

internal enum NftMetaKey : uint
{
    Mark = 3,
    InputName = 6,
    OutputName = 7,
    L4Protocol = 16,
}

internal enum NftCompare : uint
{
    Equal = 0,
    NotEqual = 1,
}

/// <summary>Type ids that the nft program knows; the kernel only stores them, for listings.</summary>
internal static class NftType
{
    internal const uint IPAddress = 7;
    internal const uint Protocol = 12;
    internal const uint Service = 13;
    internal const uint Mark = 19;

    /// <summary>The type of a concatenation of values.</summary>
    internal static uint Concat(params ReadOnlySpan<uint> types)
    {
        uint id = 0;
        foreach (uint type in types)
        {
            id = (id << 6) | type;
        }

        return id;
    }
}

/// <summary>A set, or a map when it has data.</summary>
internal sealed record NftSet(string Name, uint KeyType, int KeyLength)
{
    private const uint FlagInterval = 4;
    private const uint FlagMap = 8;
    private const uint FlagTimeout = 0x10;
    private const uint FlagDynamic = 0x20;
    private const uint FlagConcat = 0x80;

    internal const uint VerdictData = 0xffffff00;

    internal uint DataType { get; init; }

    /// <summary>Length of the data in bytes; 0 for a set and for a map to verdicts.</summary>
    internal int DataLength { get; init; }

    /// <summary>Elements are added by rules and expire.</summary>
    internal bool Dynamic { get; init; }

    /// <summary>Elements are ranges; the lengths of the fields of the key, each padded to 4.</summary>
    internal IReadOnlyList<int>? RangeFields { get; init; }

    /// <summary>Ceiling for the elements that rules add; 0 for none.</summary>
    internal uint MaxSize { get; init; }

    internal bool IsMap => DataLength > 0 || DataType == VerdictData;

    internal uint Flags =>
        (IsMap ? FlagMap : 0)
        | (Dynamic ? FlagTimeout | FlagDynamic : 0)
        | (RangeFields is null ? 0 : FlagInterval)
        | (RangeFields is { Count: > 1 } ? FlagConcat : 0);
}
