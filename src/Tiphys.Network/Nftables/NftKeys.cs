using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Tiphys.Network.Nftables;

/// <summary>Keys and data of the maps, byte for byte as the registers hold them: each field at a multiple of four.</summary>
internal static class NftKeys
{
    /// <summary>address . protocol . port.</summary>
    internal static byte[] Frontend(IPAddress address, TransportProtocol protocol, int port)
    {
        byte[] key = new byte[12];
        address.TryWriteBytes(key, out _);
        key[4] = (byte)protocol;
        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(8), (ushort)port);
        return key;
    }

    /// <summary>address . port.</summary>
    internal static byte[] Endpoint(IPAddress address, int port)
    {
        byte[] data = new byte[8];
        address.TryWriteBytes(data, out _);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(4), (ushort)port);
        return data;
    }

    /// <summary>address . address.</summary>
    internal static byte[] Pair(IPAddress first, IPAddress second)
    {
        byte[] key = new byte[8];
        first.TryWriteBytes(key, out _);
        second.TryWriteBytes(key.AsSpan(4), out _);
        return key;
    }

    /// <summary>number . number, in host byte order.</summary>
    internal static byte[] Numbers(uint first, uint second)
    {
        byte[] key = new byte[8];
        MemoryMarshal.Write(key, first);
        MemoryMarshal.Write(key.AsSpan(4), second);
        return key;
    }

    internal static byte[] Number(uint value)
    {
        byte[] key = new byte[4];
        MemoryMarshal.Write(key, value);
        return key;
    }
}
