namespace Tiphys.Scheduler.Core;

/// <summary>Why nodes do not fit: how many for each reason, and which plugins said so.</summary>
internal sealed class Diagnosis
{
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);

    /// <summary>Plugins that rejected a node.</summary>
    internal PluginSet Plugins { get; set; }

    /// <summary>The reason when all nodes were rejected at once.</summary>
    internal string? PreFilterMessage { get; set; }

    /// <summary>Nodes that stay unfit, whatever pods go away.</summary>
    internal int UnresolvableNodes { get; set; }

    /// <summary>Nodes on which fewer pods might help, but no pod has a lower priority.</summary>
    internal int NodesWithoutVictims { get; set; }

    /// <summary>Nodes on which pods of lower priority might make room.</summary>
    internal int NodesWithVictims { get; set; }

    internal void Add(string reason, int nodes = 1) => _reasons[reason] = _reasons.GetValueOrDefault(reason) + nodes;

    /// <summary>The text for people, as upstream writes it: counted reasons in order of their text.</summary>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="mayPreempt">False when the pod's preemption policy is Never.</param>
    internal string Message(int nodes, bool mayPreempt)
    {
        var message = $"0/{nodes} nodes are available:";
        message += PreFilterMessage is null ? Histogram(_reasons) : $" {PreFilterMessage}.";
        return message + Preemption(nodes, mayPreempt);
    }

    /// <summary>
    /// What preemption could do. When there are pods of lower priority nothing is said: whether evicting them would help was not tried.
    /// </summary>
    private string Preemption(int nodes, bool mayPreempt)
    {
        if (!mayPreempt)
        {
            return " preemption: not eligible due to preemptionPolicy=Never.";
        }

        if (NodesWithVictims > 0)
        {
            return "";
        }

        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["Preemption is not helpful for scheduling"] = UnresolvableNodes,
            ["No preemption victims found for incoming pod"] = NodesWithoutVictims,
        };
        return $" preemption: 0/{nodes} nodes are available:{Histogram(outcomes)}";
    }

    private static string Histogram(Dictionary<string, int> reasons)
    {
        var lines = reasons.Where(reason => reason.Value > 0).Select(reason => $"{reason.Value} {reason.Key}").Order(StringComparer.Ordinal);
        var text = string.Join(", ", lines);
        return text.Length == 0 ? "" : $" {text}.";
    }
}
