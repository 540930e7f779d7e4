namespace Tiphys.Scheduler.Core;

/// <summary>Where a pod goes, or why it goes nowhere.</summary>
internal sealed record Decision
{
    /// <summary>The node; null when no node fits.</summary>
    internal string? NodeName { get; init; }

    /// <summary>How many nodes were looked at.</summary>
    internal int EvaluatedNodes { get; init; }

    /// <summary>How many of those fit.</summary>
    internal int FeasibleNodes { get; init; }

    /// <summary>Why no node fits; empty when one does.</summary>
    internal string Message { get; init; } = "";

    /// <summary>Plugins that rejected nodes; a change that matters to one of them makes it worth trying again.</summary>
    internal PluginSet Plugins { get; init; }
}
