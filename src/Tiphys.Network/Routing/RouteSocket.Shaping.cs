using System.Runtime.InteropServices;
using Tiphys.Network.Netlink;

namespace Tiphys.Network.Routing;

internal sealed partial class RouteSocket
{
    private const ushort NewQdisc = 36;
    private const ushort TcaKind = 1;
    private const ushort TcaOptions = 2;
    private const ushort TbfParameters = 1;
    private const ushort TbfRate64 = 4;
    private const ushort TbfBurst = 6;
    private const uint Root = 0xFFFFFFFF;
    private const byte LinkLayerEthernet = 1;

    /// <summary>Limits what a link sends with a token bucket.</summary>
    /// <param name="index">The link.</param>
    /// <param name="bitsPerSecond">The rate.</param>
    internal void LimitRate(int index, long bitsPerSecond)
    {
        ulong bytesPerSecond = (ulong)Math.Max(1, bitsPerSecond / 8);
        // A bucket of 10 ms, but never less than one large segmentation-offload packet, which a smaller bucket would never pass.
        uint burst = (uint)Math.Clamp(bytesPerSecond / 100, 128 * 1024, int.MaxValue);
        // Packets may wait 50 ms in the queue.
        uint limit = (uint)Math.Clamp((bytesPerSecond / 20) + burst, burst, int.MaxValue);
        NetlinkWriter w = Message(NewQdisc, Change | NetlinkFlags.Create | NetlinkFlags.Replace)
            .Put(new QdiscHeader { Index = index, Parent = Root, Handle = 0x10000 })
            .Text(TcaKind, "tbf");
        using (w.Nest(TcaOptions))
        {
            Span<byte> parameters = w.Attribute(TbfParameters, 36);
            parameters[1] = LinkLayerEthernet;
            MemoryMarshal.Write(parameters[8..], (uint)Math.Min(bytesPerSecond, uint.MaxValue));
            MemoryMarshal.Write(parameters[24..], limit);
            if (bytesPerSecond > uint.MaxValue)
            {
                w.U64(TbfRate64, bytesPerSecond);
            }

            w.U32(TbfBurst, burst);
        }

        Execute($"limit rate of link {index}");
    }
}
