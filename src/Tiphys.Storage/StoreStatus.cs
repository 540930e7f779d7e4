namespace Tiphys.Storage;

/// <summary>Whether a store takes writes.</summary>
/// <param name="IsWritable">False while writes fail; reads and watches go on.</param>
/// <param name="Reason">Why it is not writable; null when it is.</param>
/// <param name="Since">When this state began.</param>
public sealed record StoreStatus(bool IsWritable, string? Reason, DateTimeOffset Since);
