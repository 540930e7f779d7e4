namespace Tiphys.Storage.Snapshots;

/// <summary>What a snapshot holds.</summary>
/// <param name="Revision">The revision that all its entries are as of.</param>
/// <param name="Entries">How many entries there are.</param>
public sealed record SnapshotSummary(long Revision, long Entries);
