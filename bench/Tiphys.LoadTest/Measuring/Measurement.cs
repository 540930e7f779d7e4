using System.Text.Json.Serialization;

namespace Tiphys.LoadTest.Measuring;

/// <summary>What a scenario gave: medians over its repetitions.</summary>
internal sealed record Measurement
{
    public required string Scenario { get; init; }

    public required int Clients { get; init; }

    public required double OperationsPerSecond { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P90Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    /// <summary>CPU of the servers for each operation.</summary>
    public required double ServerMicroseconds { get; init; }

    /// <summary>CPU of this program for each operation: how heavy the hand on the scales is.</summary>
    public required double OwnMicroseconds { get; init; }

    public required double BytesPerOperation { get; init; }

    public required double ServerResidentMegabytes { get; init; }

    public required double ServerPeakMegabytes { get; init; }

    public required long Operations { get; init; }

    public required long Failures { get; init; }

    public string? FirstFailure { get; init; }

    /// <summary>The median of each figure.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> all) => all[0] with
    {
        OperationsPerSecond = Median(all, each => each.OperationsPerSecond),
        P50Milliseconds = Median(all, each => each.P50Milliseconds),
        P90Milliseconds = Median(all, each => each.P90Milliseconds),
        P99Milliseconds = Median(all, each => each.P99Milliseconds),
        ServerMicroseconds = Median(all, each => each.ServerMicroseconds),
        OwnMicroseconds = Median(all, each => each.OwnMicroseconds),
        BytesPerOperation = Median(all, each => each.BytesPerOperation),
        ServerResidentMegabytes = all[^1].ServerResidentMegabytes,
        ServerPeakMegabytes = all.Max(each => each.ServerPeakMegabytes),
        Operations = all.Sum(each => each.Operations),
        Failures = all.Sum(each => each.Failures),
        FirstFailure = all.FirstOrDefault(each => each.FirstFailure is not null)?.FirstFailure,
    };

    private static double Median(IReadOnlyList<Measurement> all, Func<Measurement, double> figure)
    {
        var sorted = all.Select(figure).Order().ToList();
        return Math.Round(sorted[sorted.Count / 2], 3);
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<Measurement>))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
