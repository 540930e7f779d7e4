using System.Globalization;

namespace Tiphys.Durability.Tests.Soak;

/// <summary>Resident memory of a process over time, and whether it has come to rest.</summary>
internal sealed class MemoryLevel
{
    private const double AllowedGrowth = 1.25;
    private const long AllowedBytes = 32 << 20;

    private readonly List<long> _samples = [];

    public void Add(long residentBytes) => _samples.Add(residentBytes);

    /// <summary>Compares the last quarter with the second, when caches and history have filled up.</summary>
    public void Check()
    {
        var (early, late) = (Median(_samples.Count / 4), Median(_samples.Count * 3 / 4));
        Assert.True(late <= early * AllowedGrowth + AllowedBytes, $"memory grows: {this}");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median(_samples.Count / 4) >> 20} MiB in the second quarter, {Median(_samples.Count * 3 / 4) >> 20} MiB in the last");

    private long Median(int from)
    {
        var part = _samples.Skip(from).Take(Math.Max(1, _samples.Count / 4)).Order().ToList();
        return part.Count == 0 ? 0 : part[part.Count / 2];
    }
}
