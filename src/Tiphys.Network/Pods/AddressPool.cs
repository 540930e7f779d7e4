using System.Buffers.Binary;
using System.Net;

namespace Tiphys.Network.Pods;

/// <summary>
/// Hands out the addresses of a network in turn, so that one released is used again as late as possible: peers may still
/// hold connections or caches for it. The first address (the gateway) and the last (broadcast) are never given.
/// </summary>
internal sealed class AddressPool(IPNetwork network)
{
    private readonly uint _base = ToUInt32(network.BaseAddress);
    private readonly uint _size = 1u << (32 - network.PrefixLength);
    private readonly HashSet<uint> _used = [];
    private uint _last = 1;

    internal IPAddress Gateway => At(1);

    internal IPAddress At(uint offset)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, _base + offset);
        return new IPAddress(bytes);
    }

    internal bool TryTake(out uint offset)
    {
        for (uint step = 1; step <= _size; step++)
        {
            offset = (_last + step) % _size;
            if (offset > 1 && offset < _size - 1 && _used.Add(offset))
            {
                _last = offset;
                return true;
            }
        }

        offset = 0;
        return false;
    }

    /// <summary>Marks an address as used that was handed out before a restart; false if it is not of this pool.</summary>
    internal bool Restore(uint offset) => offset > 1 && offset < _size - 1 && _used.Add(offset);

    /// <summary>Goes on after the address that was handed out last before a restart.</summary>
    internal void ContinueAfter(uint offset) => _last = offset % _size;

    internal void Release(uint offset) => _used.Remove(offset);

    private static uint ToUInt32(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
