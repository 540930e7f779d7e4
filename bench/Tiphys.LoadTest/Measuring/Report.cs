using System.Globalization;
using System.Text.Json;

namespace Tiphys.LoadTest.Measuring;

/// <summary>Prints measurements.</summary>
internal static class Report
{
    public static void WriteJson(TextWriter writer, List<Measurement> all) => writer.WriteLine(JsonSerializer.Serialize(all, MeasurementJson.Default.ListMeasurement));

    public static void WriteTable(TextWriter writer, List<Measurement> all)
    {
        writer.WriteLine("scenario              clients     ops/s   p50 ms   p90 ms   p99 ms  server us  own us      B/op  RSS MB  peak MB  failed");
        foreach (var each in all)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Scenario,-20} {each.Clients,8} {each.OperationsPerSecond,9:0} {each.P50Milliseconds,8:0.00} {each.P90Milliseconds,8:0.00} {each.P99Milliseconds,8:0.00} {each.ServerMicroseconds,10:0.0} {each.OwnMicroseconds,7:0.0} {each.BytesPerOperation,9:0} {each.ServerResidentMegabytes,7:0} {each.ServerPeakMegabytes,8:0} {each.Failures,7}"));
            if (each.FirstFailure is { } failure)
            {
                writer.WriteLine($"    first failure: {failure}");
            }
        }
    }
}
