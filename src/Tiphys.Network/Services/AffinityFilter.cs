using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tiphys.Network.Nftables;

namespace Tiphys.Network.Services;

/// <summary>Tells affinities of clients that still lead to an endpoint of their list from those that do not.</summary>
internal sealed class AffinityFilter
{
    private readonly Dictionary<uint, HashSet<ulong>> _valid = [];

    internal AffinityFilter(IEnumerable<ServicePlan> plans)
    {
        foreach (ServicePlan plan in plans.Where(p => p.Input.Port.Affinity is not null))
        {
            _valid[plan.Input.ClusterId] = [.. plan.ClusterSlots];
            _valid[plan.Input.LocalId] = [.. plan.LocalSlots];
        }
    }

    /// <summary>Whether a list with affinity lost an endpoint, or its affinity.</summary>
    internal static bool LosesEndpoints(IEnumerable<(ServicePlan? Old, ServicePlan? New)> replaced) => replaced.Any(r =>
        r.Old?.Input.Port.Affinity is not null
        && (r.New?.Input.Port.Affinity is null
            || r.Old.ClusterSlots.Except(r.New.ClusterSlots).Any()
            || r.Old.LocalSlots.Except(r.New.LocalSlots).Any()));

    internal List<NftElement> Valid(List<NftElement> affinities) => affinities.FindAll(IsValid);

    internal List<NftElement> Stale(List<NftElement> affinities) => affinities.FindAll(e => !IsValid(e));

    // list . client . endpoint's address . its port
    private bool IsValid(NftElement affinity)
    {
        ReadOnlySpan<byte> key = affinity.Key.Span;
        ulong address = BinaryPrimitives.ReadUInt32BigEndian(key[8..]);
        ulong port = BinaryPrimitives.ReadUInt16BigEndian(key[12..]);
        return _valid.TryGetValue(MemoryMarshal.Read<uint>(key), out HashSet<ulong>? endpoints) && endpoints.Contains((address << 32) | port);
    }
}
