namespace Tiphys.Storage.Maintenance;

/// <summary>What a check of a store found.</summary>
/// <param name="File">The database.</param>
/// <param name="Entries">Live entries that can be read.</param>
/// <param name="Revision">The last revision.</param>
/// <param name="FileBytes">Size of the database.</param>
/// <param name="FreeBytes">How much of it compaction would free.</param>
/// <param name="Problems">What is wrong, for people; empty when all is well. At most <see cref="StoreMaintenance.MaxProblems"/>.</param>
public sealed record StoreReport(string File, long Entries, long Revision, long FileBytes, long FreeBytes, IReadOnlyList<string> Problems)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}
