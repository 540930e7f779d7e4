using Tiphys.Network.Nftables;

namespace Tiphys.Network.Services;

/// <summary>
/// The chains that are in the table. In one transaction, chains come before the elements that lead to them and go after.
/// </summary>
internal sealed class ProxyChainSet(ProxyTable table)
{
    private readonly HashSet<BalancerChain> _shared = [];

    internal void Clear() => _shared.Clear();

    /// <summary>Makes the chains that are new and writes those that change; returns whether there are any.</summary>
    internal bool Prepare(NftBatch batch, ProxyChanges changes)
    {
        ProxyChain[] fresh = [.. changes.Replaced.SelectMany(r => Missing(r.New, r.Old)).Where(c => c is not BalancerChain b || _shared.Add(b))];
        HashSet<string> existing = [.. changes.Replaced.SelectMany(r => Owned(r.Old)).Select(c => c.Name)];
        foreach (ProxyChain chain in fresh.Where(c => !existing.Contains(c.Name)))
        {
            batch.AddChain(chain.Name);
        }

        foreach (ProxyChain chain in fresh)
        {
            if (existing.Contains(chain.Name))
            {
                batch.FlushChain(chain.Name);
            }

            table.WriteRules(batch, chain);
        }

        return fresh.Length > 0;
    }

    /// <summary>Deletes the chains that no Service needs any more, once no element leads to them.</summary>
    internal bool Retire(NftBatch batch, ProxyChanges changes)
    {
        HashSet<string> kept = [.. changes.Replaced.SelectMany(r => Owned(r.New)).Select(c => c.Name)];
        string[] gone = [.. changes.Replaced.SelectMany(r => Owned(r.Old)).Select(c => c.Name).Where(name => !kept.Contains(name))];
        Array.ForEach(gone, batch.FlushChain);
        Array.ForEach(gone, batch.DeleteChain);
        return gone.Length > 0;
    }

    private static IEnumerable<ProxyChain> Missing(ServicePlan? plan, ServicePlan? old) =>
        plan is null ? [] : plan.Chains.Where(c => c is BalancerChain || old is null || !old.Chains.Contains(c));

    private static IEnumerable<ProxyChain> Owned(ServicePlan? plan) => plan is null ? [] : plan.Chains.Where(c => c is not BalancerChain);
}
